/** A measure in whole numbers: what there is of it is never said to be nothing; less than none is 0. */
export function whole(value: number, underOne: string): string {
  const rounded = Math.max(0, Math.round(value));
  return rounded === 0 && value > 0 ? underOne : String(rounded);
}
