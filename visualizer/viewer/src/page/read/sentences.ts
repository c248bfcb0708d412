/** A text that stands in several nodes: each starts somewhere in the whole. */
export interface Piece<Node> {
  node: Node;
  text: string;
  start: number;
}

/** From one place in a text to another; the end is not part of it. */
export interface Stretch {
  start: number;
  end: number;
}

export interface Place<Node> {
  node: Node;
  offset: number;
}

/** The pieces of one text, a space between those that would run into each other. */
export function piecesOf<Node>(texts: readonly (readonly [Node, string])[]): Piece<Node>[] {
  const pieces: Piece<Node>[] = [];
  let end = 0;
  let touches = false;
  for (const [node, text] of texts) {
    if (touches && /^\S/.test(text)) end += 1;
    pieces.push({ node, text, start: end });
    end += text.length;
    touches = /\S$/.test(text);
  }
  return pieces;
}

export function wholeOf(pieces: readonly Piece<unknown>[]): string {
  return pieces.reduce((whole, { text, start }) => whole.padEnd(start) + text, '');
}

/**
 * The sentences of a text, without the white space around them. A voice gets one at a time, because
 * Chrome ends what takes longer than 15 seconds.
 */
export function sentencesOf(text: string, language: string): Stretch[] {
  return roughly(text, language)
    .map(({ start, end }) => trimmed(text, start, end))
    .filter(({ start, end }) => start < end);
}

/**
 * The word that is being said: a voice tells where it starts, and not always how long it is.
 * Null where there is no word.
 */
export function wordAt(text: string, start: number, length = 0): Stretch | null {
  const said = length > 0 ? text.slice(start, start + length) : text.slice(start);
  const word = /[\p{L}\p{N}]+(?:[^\s\p{L}\p{N}]+[\p{L}\p{N}]+)*/u.exec(said);
  if (!word || /\s/.test(said.slice(0, word.index))) return null;
  const from = start + word.index;
  return { start: from, end: from + word[0].length };
}

/** Return where a stretch of the text begins and ends in its nodes. */
export function placesOf<Node>(
  pieces: readonly Piece<Node>[],
  { start, end }: Stretch,
): [Place<Node>, Place<Node>] | null {
  const first = pieces.findLast((piece) => piece.start <= start);
  const last = pieces.findLast((piece) => piece.start < end);
  return first && last ? [placeIn(first, start), placeIn(last, end)] : null;
}

function placeIn<Node>({ node, text, start }: Piece<Node>, index: number): Place<Node> {
  return { node, offset: Math.min(index - start, text.length) };
}

function roughly(text: string, language: string): Stretch[] {
  if ('Segmenter' in Intl) {
    const segments = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
    return [...segments].map(({ index, segment }) => ({
      start: index,
      end: index + segment.length,
    }));
  }
  const found = text.matchAll(/.+?(?:[.!?…]+(?=\s)|$)/gsu);
  return [...found].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

function trimmed(text: string, start: number, end: number): Stretch {
  const part = text.slice(start, end);
  const from = start + part.length - part.trimStart().length;
  return { start: from, end: from + part.trim().length };
}
