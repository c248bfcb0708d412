import { isAlone } from '../life/alone.ts';

/** Words of the living page in one language; the page's templates call them `$say`. */
export type Say = Record<string, unknown>;

type Listener = () => void;

/** Panels whose words stand in the page itself, beside its head. */
const PANELS = 'dialog.panel[id]';

const listeners = new Set<Listener>();

/** Report when the page has changed its language. */
export function onLanguage(listener: Listener): void {
  listeners.add(listener);
}

/** Return whether text, and so the slider, runs from right to left. */
export function isMirrored(): boolean {
  return document.documentElement.dir === 'rtl';
}

/** The words that came with a page; none on another host's page. */
export function wordsOf(page: Document): Say | null {
  const text = page.getElementById('say')?.textContent;
  return text ? (JSON.parse(text) as Say) : null;
}

/** Follow the links to other languages without leaving the page. */
export function listenForLanguages(say: Say, lost: () => void): void {
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const link = event.target instanceof Element && event.target.closest('a[data-language]');
    if (!(link instanceof HTMLAnchorElement)) return;
    if (isAlone()) {
      link.search = location.search; // another file: it is asked for the same moment
      return;
    }
    event.preventDefault();
    void change(link.href, say, lost);
  });
}

/** Take over the words of the same page in another language. */
async function change(address: string, say: Say, lost: () => void): Promise<void> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    adopt(page, say);
  } catch {
    lost(); // the page stays as it is, in its language
  }
}

function adopt(page: Document, say: Say): void {
  const hadFocus = document.activeElement?.matches('a[data-language]') ?? false;
  const { documentElement: root } = document;
  Object.assign(say, wordsOf(page));
  root.lang = page.documentElement.lang;
  root.dir = page.documentElement.dir;
  document.title = page.title;
  for (const selector of ['.top', '.skip']) replace(document.querySelector(selector), page);
  for (const panel of document.querySelectorAll(PANELS)) keepState(panel, () => replace(panel, page));
  if (hadFocus) document.querySelector<HTMLElement>('a[data-language]')?.focus();
  for (const listener of listeners) listener();
}

function replace(old: Element | null, page: Document): void {
  const selector = old?.id ? `#${old.id}` : `.${old?.classList[0]}`;
  const other = page.querySelector(selector);
  if (old && other) old.replaceChildren(...document.adoptNode(other).childNodes);
}

/** What is unfolded, ticked and scrolled in a panel stays so under its new words. */
function keepState(panel: Element, replaceWords: () => void): void {
  const { scrollTop } = panel;
  const unfolded = ids(panel, 'details[id][open]');
  const boxes = [...panel.querySelectorAll<HTMLInputElement>('input[type=checkbox][id]')];
  const ticked = new Map(boxes.map(({ id, checked }) => [id, checked]));
  replaceWords();
  for (const id of unfolded) document.getElementById(id)?.setAttribute('open', '');
  for (const [id, checked] of ticked) {
    const box = document.getElementById(id);
    if (box instanceof HTMLInputElement) box.checked = checked;
  }
  panel.scrollTop = scrollTop;
}

function ids(panel: Element, selector: string): string[] {
  return [...panel.querySelectorAll(selector)].map(({ id }) => id);
}
