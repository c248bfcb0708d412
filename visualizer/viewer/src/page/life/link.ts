import { echo } from './quoting.ts';
import { wordsOf } from '../read/language.ts';
import { modesIn } from './mode.ts';
import { open, ownCase } from './opened.ts';
import { lookIn } from '../look/lookparts.ts';
import { readCase } from '../case/own.ts';
import type { Example } from '../case/own.ts';
import type { Aids, Sent } from './store.ts';

/** Sentences for what is wrong with a link; `visualizer/links/address.py` says the same on a server. */
export interface LinkWords {
  bad_moment: string;
  bad_time: string;
  bad_step: string;
  bad_topic: string;
  close: string;
}

interface Link {
  topic: string;
  time: number;
  problem: string;
}

/** Read `?topic=`, and `?at=` (or, in old links, `?step=` or `?t=`), where no server does. */
export function readLink(
  query: URLSearchParams,
  steps: readonly Pick<Aids, 'key' | 'numbered'>[],
  words: LinkWords,
  isTopic: (key: string) => boolean,
): Link {
  const problems: string[] = [];
  const complain = (phrase: string, value: string) =>
    problems.push(phrase.replace('{value}', echo(value)));
  let topic = query.get('topic') ?? '';
  if (topic && !isTopic(topic)) {
    complain(words.bad_topic, topic);
    topic = '';
  }
  let time = 0;
  const numbered = steps.flatMap(({ numbered: is }, place) => (is ? [place] : []));
  const last = numbered.length - 1;
  const [at, moment, step] = [query.get('at'), query.get('t'), query.get('step')];
  if (at !== null) {
    const asked = momentAt(at, steps);
    if (asked !== null) time = asked;
    else complain(words.bad_moment, at);
  } else if (moment !== null) {
    if (isWithin(moment, 0, last)) time = numberedTime(Number(moment), numbered);
    else complain(words.bad_time.replace('{last}', String(last)), moment);
  } else if (step !== null) {
    if (isWithin(step, 1, last + 1) && Number.isInteger(Number(step))) time = numbered[Number(step) - 1]!;
    else complain(words.bad_step.replace('{count}', String(last + 1)), step);
  }
  return { topic, time, problem: problems.join(' ') };
}

/** A step by its key, and how long before it; null where there is none. */
function momentAt(at: string, steps: readonly { key: string }[]): number | null {
  const [, key, before = '0'] = /^(\w+)(?:-(0\.\d+))?$/.exec(at) ?? [];
  const place = steps.findIndex((step) => step.key === key);
  const time = place - Number(before);
  return place >= 0 && time >= 0 ? Number(time.toFixed(6)) : null;
}

/** The time that old links have under another number. */
function numberedTime(time: number, numbered: readonly number[]): number {
  const next = Math.ceil(time);
  return numbered[next]! - (next - time);
}

/** Open what the address asks for; say so where it asks for nothing that there is. */
export function followLink(scripts: Sent['scripts'], examples: readonly Example[]): void {
  const words = wordsOf(document);
  if (!words) return;
  const page = words['page'] as LinkWords;
  const isTopic = (key: string) => document.getElementById(`topic-${key}`) !== null;
  const query = new URL(location.href).searchParams;
  const { dataset } = document.documentElement;
  const sentences = Object.assign({}, words['links'], words['taken']) as Record<string, string>;
  const { case: shown, problems, elsewhere } = readCase(query, ownCase(), examples, sentences);
  if (elsewhere) location.replace(elsewhere);
  open({ case: shown, look: lookIn(query) });
  const link = readLink(query, scripts[shown.treatment]!, page, isTopic);
  Object.assign(dataset, {
    time: String(link.time),
    topic: link.topic,
    mode: modesIn(query),
  });
  const problem = [link.problem, ...problems].filter(Boolean).join(' ');
  if (problem) notice(problem, page.close);
}

function notice(sentence: string, close: string): void {
  const [box, words, button] = (['div', 'span', 'button'] as const).map((name) =>
    document.createElement(name),
  ) as [HTMLDivElement, HTMLSpanElement, HTMLButtonElement];
  box.className = 'notice link';
  box.setAttribute('role', 'alert');
  words.textContent = sentence;
  Object.assign(button, { type: 'button', textContent: close });
  button.dataset['dismiss'] = '';
  box.append(words, button);
  document.getElementById('shell')?.before(box);
}

function isWithin(text: string, low: number, high: number): boolean {
  const number = Number(text);
  return text.trim() !== '' && number >= low && number <= high;
}
