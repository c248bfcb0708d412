import { MOST_KEPT, expectScene } from '../../scene/arrival.ts';
import type { Arrival } from '../../scene/arrival.ts';
import { neighboursOf, peekFor, questionFor } from './case.ts';
import type { Family } from './case.ts';
import type { Shown } from './casefiles.ts';
import type { ViewStore } from '../life/store.ts';

/** For so long a page that has just changed is left alone. */
const SETTLE_MS = 400;
/** A browser that is never idle is busy with nothing that matters more. */
const BUSY_MS = 1000;

type Answer = ({ state: 'ready' } & Shown) | { state: 'unknown' };

/**
 * Cases that a person may choose next.  Whatever was made of them before is brought here while
 * nothing else is to be done, so that choosing one shows it at once; nothing is made for it.
 */
export class Foresight {
  /** Where all of a case is. */
  private readonly known = new Map<string, Shown>();
  private readonly asked = new Map<string, Promise<Shown | null>>();
  private round = new AbortController();
  private coming: Arrival[] = [];

  constructor(private readonly store: ViewStore) {}

  /** Let the server know that somebody is choosing: it gets ready for what is not there. */
  announce(family: Family): void {
    const question = questionFor(family, document.documentElement.lang);
    answerTo(question)
      .then((answer) => answer.state === 'ready' && this.learn(family, answer))
      .catch(() => {});
  }

  /** Bring the cases that differ in one thing from what is shown, one after another. */
  async lookAround(family: Family): Promise<void> {
    this.rest();
    if (!this.isWelcome()) return;
    const { signal } = this.round;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    for (const each of neighboursOf(family).slice(0, MOST_KEPT)) {
      await idle();
      if (signal.aborted) return;
      await this.point(each);
    }
  }

  /** Bring one case. */
  async point(family: Family): Promise<void> {
    if (!this.isWelcome()) return;
    const { signal } = this.round;
    const shown = await this.find(family);
    if (!shown || signal.aborted) return;
    const arrival = expectScene(shown.scene);
    this.coming.push(arrival);
    await arrival.scene.catch(() => {});
  }

  /** Where all of a case is that is wanted now, if that is known; nothing else is brought. */
  async take(family: Family): Promise<Shown | null> {
    const question = questionOf(family);
    const shown = this.known.get(question) ?? (await this.asked.get(question)) ?? null;
    this.rest(shown?.scene);
    return shown;
  }

  /** Take note of a case that is there. */
  learn(family: Family, shown: Shown): void {
    this.known.set(questionOf(family), shown);
  }

  /** Bring nothing more, unless it is this scene. */
  rest(but = ''): void {
    this.round.abort();
    this.round = new AbortController();
    for (const arrival of this.coming) if (arrival.source !== but) arrival.stop();
    this.coming = [];
  }

  private async find(family: Family): Promise<Shown | null> {
    const question = questionOf(family);
    const known = this.known.get(question);
    if (known) return known;
    const asked = this.asked.get(question) ?? this.ask(family);
    this.asked.set(question, asked);
    // What is not there now may be there the next time.
    return asked.finally(() => this.asked.delete(question));
  }

  private async ask(family: Family): Promise<Shown | null> {
    const answer = await answerTo(questionOf(family)).catch(() => null);
    if (answer?.state !== 'ready') return null;
    this.learn(family, answer);
    return answer;
  }

  /** Whether scenes can be shown here, and the person has not asked for little traffic. */
  private isWelcome(): boolean {
    const { connection } = navigator as { connection?: { saveData?: boolean; type?: string } };
    const isDear = connection?.saveData === true || connection?.type === 'cellular';
    return !isDear && this.store.get('tier') !== 'stills';
  }
}

function questionOf(family: Family): string {
  return peekFor(family, document.documentElement.lang);
}

async function answerTo(question: string): Promise<Answer> {
  return (await (await fetch(question)).json()) as Answer;
}

/** Wait until the browser has nothing else to do, where it can tell. */
function idle(): Promise<unknown> {
  return new Promise((resume) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resume, { timeout: BUSY_MS });
    else setTimeout(resume);
  });
}
