import { AskedStore, KEY, type Asked } from '../page/questions/asked.ts';

/** Put a person's list before the questions that one can ask, or in their place. */
export function showAsked(): void {
  const store = new AskedStore();
  const show = () => fill(store.asked);
  addEventListener('storage', ({ key }) => {
    if (key === KEY || key === null) show();
  });
  show();
}

function fill({ ticked, own }: Asked): void {
  const list = document.querySelector<HTMLElement>('.asked');
  const possible = document.querySelector<HTMLElement>('.possible');
  if (!list || !possible) return;
  const questions = [...possible.querySelectorAll<HTMLElement>('[data-question]')];
  const chosen = questions.filter((item) => ticked.includes(item.dataset['question']!));
  list.replaceChildren(...chosen.map((item) => item.cloneNode(true)), ...own.map(ownQuestion));
  for (const item of list.children) item.classList.add('is-ticked');
  list.hidden = list.children.length === 0;
  possible.hidden = chosen.length > 0;
}

function ownQuestion(question: string): Node {
  const template = document.querySelector<HTMLTemplateElement>('.own-question')!;
  const item = document.importNode(template.content.firstElementChild!, true);
  item.querySelector('.wording')!.textContent = question;
  return item;
}
