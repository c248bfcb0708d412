import { isAlone } from '../life/alone.ts';
import { modeParts } from '../life/mode.ts';
import { onLanguage } from '../read/language.ts';
import { partsBeside } from '../case/own.ts';
import { ownCase } from '../life/opened.ts';
import { lookParts } from './lookparts.ts';
import type { ChosenLook } from './lookparts.ts';
import { clamp } from '../life/slider.ts';
import type { View, ViewStore } from '../life/store.ts';

/** Browsers refuse addresses that change too often. */
const QUIET_MS = 400;
/** How the picture looks. */
const CHOSEN = [
  'beside',
  'view',
  'opening',
  'layers',
  'labelled',
  'xray',
  'polarity',
] as const satisfies readonly (keyof ChosenLook)[];
/** What the address follows beside the moment. */
const FOLLOWED: readonly (keyof View)[] = ['family', 'wish', 'treatment', 'numbers', ...CHOSEN];

/** The moment that the link asked for; the server has checked it. */
export function openedTime(last: number): number {
  return clamp(Number(document.documentElement.dataset['time'] ?? 0), last);
}

/** Keep the address at what is shown (language, topic, moment, case, picture), so that it can be shared. */
export function followInAddress(store: ViewStore): void {
  const { lang, dataset } = document.documentElement;
  let language = asked('lang') === lang && !isAlone() ? lang : '';
  let topic = dataset['topic'] ?? '';
  const own = ownCase();
  let timer = 0;

  const write = () => {
    const address = new URL(location.href);
    const parts = Object.entries({
      lang: language,
      topic,
      ...momentOf(store.get('time'), store.get('steps')),
      ...modeParts(),
      ...partsBeside(own, {
        family: store.get('wish') ?? store.get('family'),
        treatment: store.get('treatment'),
        numbers: store.get('numbers'),
      }),
      ...lookParts(lookOf(store)),
    });
    address.search = new URLSearchParams(parts.filter(([, value]) => value)).toString();
    if (address.href !== location.href) history.replaceState(history.state, '', address);
    store.set({ address: address.href });
  };
  const writeSoon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(write, QUIET_MS);
  };
  store.onTime(writeSoon);
  for (const key of FOLLOWED) store.on(key, writeSoon);
  writeSoon();
  onLanguage(() => {
    language = document.documentElement.lang;
    write();
  });
  onTopic((open) => {
    topic = open;
    write();
  });
}

function lookOf(store: ViewStore): ChosenLook {
  return Object.fromEntries(CHOSEN.map((name) => [name, store.get(name)])) as unknown as ChosenLook;
}

function asked(name: string): string | null {
  return new URL(location.href).searchParams.get(name);
}

/** The step that a moment leads to, by its key, and how long before it: numbers may change. */
function momentOf(time: number, steps: readonly { key: string }[]): Record<string, string> {
  if (time === 0) return {};
  const next = Math.ceil(time);
  const key = steps[next]!.key;
  const before = (next - time).toFixed(2);
  return { at: Number(before) === 0 ? key : `${key}-${before}` };
}

/** Report which topic a person has unfolded last; an empty one when they put it away. */
function onTopic(report: (topic: string) => void): void {
  let shown = '';
  const change = (topic: string) => {
    shown = topic;
    report(topic);
  };
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.classList.contains('topic')) {
        const key = target.id.replace('topic-', '');
        if (target.open) change(key);
        else if (key === shown) change('');
      } else if (target instanceof HTMLElement && target.id === 'topics') {
        const open = [...target.querySelectorAll('details.topic[open]')].at(-1);
        const isOpen = target.matches(':popover-open, [open]');
        change(isOpen && open ? open.id.replace('topic-', '') : '');
      }
    },
    true,
  );
}
