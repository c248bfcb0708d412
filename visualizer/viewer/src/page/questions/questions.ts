import { AskedStore, KEY, lengthOf, LONGEST, MOST, NOTHING, type Asked } from './asked.ts';
import { counted } from '../read/plural.ts';

const store = new AskedStore();
/** What is written but not added yet; the field may be replaced under a person's hands. */
let draft = '';
/** The list that was cleared last, until it changes or the panel is closed. */
let cleared: Asked | null = null;

/** Keep a person's list of questions, wherever the page shows it, now and later. */
export function startQuestions(): void {
  document.addEventListener('change', ({ target }) => {
    if (isBox(target)) tick(target.dataset['question']!, target.checked);
  });
  document.addEventListener('input', ({ target }) => {
    if (!isField(target)) return;
    draft = target.value;
    complain('');
  });
  document.addEventListener('submit', (event) => {
    if (!(event.target instanceof Element) || !event.target.matches('[data-own]')) return;
    event.preventDefault();
    add();
  });
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button?.matches('[data-list=clear]')) clear();
    else if (button?.matches('[data-list=undo]')) undo();
    else if (button?.closest('.own')) remove(button.closest('li')!);
  });
  document.addEventListener('toggle', forget, true);
  addEventListener('storage', ({ key }) => {
    if (key !== KEY && key !== null) return;
    cleared = null;
    restoreQuestions();
  });
  restoreQuestions();
}

/** Show the list in the boxes that are there now. */
export function restoreQuestions(): void {
  const { asked } = store;
  const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-question]')];
  for (const box of boxes) box.checked = asked.ticked.includes(box.dataset['question']!);
  document.querySelector('.own')?.replaceChildren(...asked.own.map(ownQuestion));
  const field = document.querySelector('#own-question');
  if (isField(field)) field.value = draft;
  const count = boxes.filter((box) => box.checked).length + asked.own.length;
  sayHowMany(count);
  show('[data-scripted]', true);
  show('[data-list=clear]', count > 0);
  show('[data-list=undo]', cleared !== null);
  show('[data-kept]', store.isKept);
  show('[data-unkept]', !store.isKept);
}

/** Leave nothing behind for the next person at this screen, not even the way back. */
export function forgetQuestions(): void {
  draft = '';
  complain('');
  change(NOTHING);
}

function sayHowMany(count: number): void {
  const status = document.querySelector<HTMLElement>('.ticked');
  if (!status) return;
  const forms = status.dataset;
  const phrase = cleared && forms['cleared'];
  const words = phrase || counted(count, forms, document.documentElement.lang);
  // The same words again would be read aloud again.
  if (status.textContent !== words) status.textContent = words;
}

function change(asked: Asked, before: Asked | null = null): void {
  cleared = before;
  store.asked = asked;
  restoreQuestions();
}

function tick(id: string, isTicked: boolean): void {
  const { ticked, own } = store.asked;
  const others = ticked.filter((other) => other !== id);
  change({ ticked: isTicked ? [...others, id] : others, own });
}

/** Add what is in the field; what does not fit stays there, with a sentence that says why. */
function add(): void {
  const question = draft.trim();
  const { ticked, own } = store.asked;
  const isNew = question !== '' && !own.includes(question);
  if (lengthOf(question) > LONGEST) return complain('tooLong', LONGEST, lengthOf(question));
  if (isNew && own.length >= MOST) return complain('tooMany', MOST);
  draft = '';
  if (isNew) change({ ticked, own: [...own, question] });
  else restoreQuestions();
  focusOn('#own-question');
}

function remove(item: Element): void {
  const { ticked, own } = store.asked;
  const index = [...(item.parentElement?.children ?? [])].indexOf(item);
  change({ ticked, own: own.filter((_, other) => other !== index) });
  const next = Math.min(index, own.length - 2) + 1;
  focusOn(next > 0 ? `.own li:nth-child(${next}) button` : '#own-question');
}

function clear(): void {
  draft = '';
  complain('');
  change(NOTHING, store.asked);
  focusOn('[data-list=undo]');
}

function undo(): void {
  if (cleared) change(cleared);
  focusOn('[data-list=clear]');
}

/** Who closes the panel after clearing leaves nothing behind for the next person. */
function forget({ target }: Event): void {
  if (!(target instanceof Element) || target.id !== 'topics') return;
  if (cleared === null || target.matches(':popover-open, [open]')) return;
  cleared = null;
  restoreQuestions();
}

function complain(reason: '' | 'tooLong' | 'tooMany', most = 0, count = 0): void {
  const sentence = document.getElementById('own-problem');
  const field = document.querySelector('#own-question');
  if (!sentence || !field) return;
  const words = reason ? (sentence.dataset[reason] ?? '') : '';
  sentence.textContent = words.replace('{most}', String(most)).replace('{count}', String(count));
  field.setAttribute('aria-invalid', String(reason !== ''));
  if (reason) focusOn('#own-question');
}

function ownQuestion(question: string): Node {
  const template = document.querySelector<HTMLTemplateElement>('.own-question')!;
  const item = document.importNode(template.content, true);
  item.querySelector('.wording')!.textContent = question;
  const button = item.querySelector('button')!;
  button.setAttribute('aria-label', `${button.textContent?.trim()}: ${question}`);
  return item;
}

function show(selector: string, isShown: boolean): void {
  for (const element of document.querySelectorAll<HTMLElement>(selector)) element.hidden = !isShown;
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

function isBox(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.matches('[data-question]');
}

function isField(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.id === 'own-question';
}
