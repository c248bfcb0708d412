/** Millilitres of cement as they were measured on the model; `scenes/model/filling.py` writes them. */
export interface Fillings {
  /** Losses of height in the end, and how much goes in: 0 just fills the cavity, 1 is the most. */
  readonly losses: readonly number[];
  readonly fillings: readonly number[];
  /** By loss, then by filling; of all needles together. */
  readonly millilitres: readonly (readonly number[])[];
}

/** In tenths of a millilitre, what a person can choose between, and what is chosen. */
export interface Tenths {
  readonly least: number;
  readonly most: number;
  readonly value: number;
}

/** Return what a filling is in a bone of this height. */
export function tenthsOf(table: Fillings, filling: number, loss: number): Tenths {
  const row = rowAt(table, loss);
  const [least, most, value] = [row[0]!, row.at(-1)!, along(filling, table.fillings, row)].map(
    (millilitres) => Math.round(10 * millilitres),
  );
  return { least: least!, most: most!, value: value! };
}

/** The filling in whole percent that is so many tenths of a millilitre. */
export function percentOf(table: Fillings, tenths: number, loss: number): number {
  return Math.round(100 * along(tenths / 10, rowAt(table, loss), table.fillings));
}

function rowAt({ losses, fillings, millilitres }: Fillings, loss: number): number[] {
  return fillings.map((_, column) =>
    along(loss, losses, millilitres.map((row) => row[column]!)),
  );
}

/** Follow straight lines through points with growing `xs`; beyond the ends the ends hold. */
function along(x: number, xs: readonly number[], ys: readonly number[]): number {
  const after = xs.findIndex((each) => each > x);
  if (after === 0) return ys[0]!;
  if (after < 0) return ys.at(-1)!;
  const share = (x - xs[after - 1]!) / (xs[after]! - xs[after - 1]!);
  return ys[after - 1]! + share * (ys[after]! - ys[after - 1]!);
}
