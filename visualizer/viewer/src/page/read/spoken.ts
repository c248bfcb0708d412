import { piecesOf, placesOf, sentencesOf, wholeOf } from './sentences.ts';
import type { Piece, Stretch } from './sentences.ts';

/** One thing to say, and where it stands on the page. */
export interface Utterable {
  text: string;
  pieces: readonly Piece<Text>[];
  start: number;
}

/** What is shown but not read: numbers of sources, drawings and signs, parts that open on request. */
const SILENT = '.cite, details, button, svg, [role=img], [aria-hidden=true], [hidden]';
/** Elements whose words belong together. */
const BLOCKS = 'p, h2, h3, dt, dd, li';
const SENTENCE = 'spoken-sentence';
const WORD = 'spoken-word';

/**
 * What a step shows, sentence by sentence: exactly the words that stand on the page, and for a
 * sign such as an arrow the word that the page has for those who hear it.
 */
export function utterablesOf(step: Element, language: string): Utterable[] {
  const blocks = new Map<Element, Text[]>();
  for (const node of shownTexts(step)) {
    const block = node.parentElement?.closest(BLOCKS) ?? step;
    blocks.set(block, [...(blocks.get(block) ?? []), node]);
  }
  return [...blocks.values()].flatMap((nodes) => {
    const pieces = piecesOf(nodes.map((node) => [node, node.data] as const));
    const whole = wholeOf(pieces);
    return sentencesOf(whole, language).map(({ start, end }) => ({
      text: whole.slice(start, end),
      pieces,
      start,
    }));
  });
}

/** Mark the sentence that is being said, and its word; without them, nothing. */
export function mark(said: Utterable | null, word: Stretch | null = null): void {
  const whole = said && { start: 0, end: said.text.length };
  highlight(SENTENCE, said, whole);
  highlight(WORD, said, word);
}

function shownTexts(step: Element): Text[] {
  const walker = document.createTreeWalker(
    step,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => {
      if (node instanceof Text) return NodeFilter.FILTER_ACCEPT;
      const isSilent = node instanceof Element && (node.matches(SILENT) || !isShown(node));
      return isSilent ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    },
  );
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found;
}

function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}

function highlight(name: string, said: Utterable | null, stretch: Stretch | null): void {
  if (!('highlights' in CSS)) return;
  const range = said && stretch && rangeOf(said, stretch);
  if (range) CSS.highlights.set(name, new Highlight(range));
  else CSS.highlights.delete(name);
}

function rangeOf({ pieces, start }: Utterable, stretch: Stretch): Range | null {
  const places = placesOf(pieces, { start: start + stretch.start, end: start + stretch.end });
  if (!places) return null;
  const [from, to] = places;
  const range = document.createRange();
  // A number may have become shorter since.
  range.setStart(from.node, Math.min(from.offset, from.node.length));
  range.setEnd(to.node, Math.min(to.offset, to.node.length));
  return range;
}
