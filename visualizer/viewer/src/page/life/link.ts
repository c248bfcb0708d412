import { echo } from './quoting.ts';
import { wordsOf } from '../read/language.ts';
import { modesIn } from './mode.ts';
import { open, ownCase } from './opened.ts';
import { lookIn } from '../look/lookparts.ts';
import { readCase } from '../case/own.ts';
import type { Example } from '../case/own.ts';
import type { Sent } from './store.ts';

/** Sentences for what is wrong with a link; `visualizer/links/address.py` says the same on a server. */
export interface LinkWords {
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

/** Read `?topic=`, and `?step=` or `?t=`, where no server does. */
export function readLink(
  query: URLSearchParams,
  last: number,
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
  const [moment, step] = [query.get('t'), query.get('step')];
  if (moment !== null) {
    if (isWithin(moment, 0, last)) time = Number(moment);
    else complain(words.bad_time.replace('{last}', String(last)), moment);
  } else if (step !== null) {
    if (isWithin(step, 1, last + 1) && Number.isInteger(Number(step))) time = Number(step) - 1;
    else complain(words.bad_step.replace('{count}', String(last + 1)), step);
  }
  return { topic, time, problem: problems.join(' ') };
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
  const link = readLink(query, scripts[shown.treatment]!.length - 1, page, isTopic);
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
