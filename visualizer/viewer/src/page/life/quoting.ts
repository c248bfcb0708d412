import { vocabulary } from './vocabulary.ts';

/** A wrong value as its notice repeats it: in quotes, and not too long. */
export function echo(value: string): string {
  const longest = vocabulary().longest_echo;
  return `“${value.length <= longest ? value : `${value.slice(0, longest)}…`}”`;
}
