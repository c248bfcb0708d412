/** Characters of a wrong value that its notice repeats. */
const LONGEST_ECHO = 12;

/** A wrong value as its notice repeats it: in quotes, and not too long. */
export function echo(value: string): string {
  return `“${value.length <= LONGEST_ECHO ? value : `${value.slice(0, LONGEST_ECHO)}…`}”`;
}
