import type { Box } from './boxes.ts';

/** A label that wants a place: where it points, and how large it is, in CSS pixels. */
export interface Wanted {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Placed extends Box {
  readonly key: string;
  /** Where the leader line ends at the label, and begins at the model. */
  readonly from: Point;
  readonly to: Point;
  readonly side: -1 | 1;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly keepClear: readonly Box[];
}

/** Pixels between labels, to the edges and to what is kept clear. */
const GAP = 8;
/** Pixels from the outermost anchor to the column of labels beside it, and from a single one. */
const COLUMN = 46;
const BESIDE = 30;
/** Pixels between the heights that are tried. */
const STEP = 6;
/** A label stays this far away from anything that another label points at. */
const CLEARANCE = 10;

/** What a place costs, in pixels of distance that one would walk to avoid it. */
const COST = {
  sideways: 0.5,
  overModel: 45,
  acrossMiddle: 0.4,
  sideChanged: 90,
  moved: 0.3,
  crossing: 400,
  overAnchor: 250,
} as const;

/**
 * Find a place for each label beside what it points at.
 *
 * The first labels choose first. No label ever touches another one, an edge, or what is kept
 * clear; one that finds no such place is left out. Leader lines cross only where there is no
 * other way, and a label stays where it was before unless another place is much better.
 */
export function placeLabels(
  labels: readonly Wanted[],
  picture: Picture,
  before: ReadonlyMap<string, Placed> = new Map(),
): Placed[] {
  const placed: Placed[] = [];
  for (const label of labels) {
    let best: Placed | null = null;
    let least = Infinity;
    for (const place of placesFor(label, labels, picture)) {
      if (!isFree(place, placed, picture)) continue;
      const cost = costOf(place, label, labels, placed, before.get(label.key));
      if (cost < least) [best, least] = [place, cost];
    }
    if (best) placed.push(best);
  }
  return placed;
}

function* placesFor(label: Wanted, labels: readonly Wanted[], picture: Picture): Generator<Placed> {
  const lowest = picture.height - GAP - label.height;
  const start = label.y - label.height / 2;
  const first = start - Math.floor((start - GAP) / STEP) * STEP;
  for (const side of [1, -1] as const) {
    for (const x of columnsFor(label, labels, picture.width, side)) {
      for (let y = first; y <= lowest; y += STEP) yield placeAt(label, x, y, side);
    }
  }
}

/** Left edges to try: beside all anchors, beside this one, and at the edge of the picture. */
function columnsFor(
  label: Wanted,
  labels: readonly Wanted[],
  width: number,
  side: -1 | 1,
): Set<number> {
  const outermost = side * Math.max(...labels.map(({ x }) => side * x));
  const shift = side < 0 ? label.width : 0;
  const edge = side > 0 ? width - GAP - label.width : GAP;
  const wanted = [outermost + side * COLUMN - shift, label.x + side * BESIDE - shift, edge];
  const largest = width - GAP - label.width;
  return new Set(wanted.map((x) => Math.max(GAP, Math.min(largest, Math.round(x)))));
}

function placeAt(label: Wanted, x: number, y: number, side: -1 | 1): Placed {
  const { key, width, height } = label;
  const end = { x: side > 0 ? x : x + width, y: y + height / 2 };
  return { key, x, y, width, height, side, from: { x: label.x, y: label.y }, to: end };
}

function isFree(place: Placed, placed: readonly Placed[], picture: Picture): boolean {
  const fits =
    place.x >= 0 &&
    place.y >= 0 &&
    place.x + place.width <= picture.width &&
    place.y + place.height <= picture.height;
  if (!fits) return false;
  for (const other of placed) if (overlap(place, other, GAP)) return false;
  for (const box of picture.keepClear) if (overlap(place, box, GAP)) return false;
  return true;
}

function costOf(
  place: Placed,
  label: Wanted,
  labels: readonly Wanted[],
  placed: readonly Placed[],
  before: Placed | undefined,
): number {
  const { from, to, side } = place;
  let cost = Math.abs(to.y - from.y) + COST.sideways * Math.abs(to.x - from.x);
  const others = labels.map(({ x }) => x);
  const middle = (Math.min(...others) + Math.max(...others)) / 2;
  cost += COST.acrossMiddle * Math.max(0, side * (middle - label.x));
  const beyond = side * (to.x - side * Math.max(...others.map((x) => side * x)));
  if (beyond < 0) cost += COST.overModel;
  if (side * (to.x - from.x) < BESIDE / 2) cost += COST.overAnchor;
  if (before) {
    if (before.side !== side) cost += COST.sideChanged;
    cost += COST.moved * Math.abs(before.to.y - before.from.y - (to.y - from.y));
  }
  for (const other of labels) if (contains(place, other, CLEARANCE)) cost += COST.overAnchor;
  for (const other of placed) if (tangled(place, other)) cost += COST.crossing;
  return cost;
}

/** Return whether two leader lines cross, or one runs under the other's label. */
function tangled(a: Placed, b: Placed): boolean {
  return crossing(a.from, a.to, b.from, b.to) || runsUnder(a, b) || runsUnder(b, a);
}

function runsUnder({ from, to }: Placed, { x, y, width, height }: Box): boolean {
  const topLeft = { x, y };
  const topRight = { x: x + width, y };
  const bottomLeft = { x, y: y + height };
  const bottomRight = { x: x + width, y: y + height };
  return (
    crossing(from, to, topLeft, bottomRight) || crossing(from, to, topRight, bottomLeft)
  );
}

/** Return whether two line segments cross. */
export function crossing(a: Point, b: Point, c: Point, d: Point): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** Return whether two boxes come nearer to each other than `gap`. */
export function overlap(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

function contains(box: Box, point: Point, margin: number): boolean {
  return overlap(box, { ...point, width: 0, height: 0 }, margin);
}
