import { expectScene } from '../../scene/arrival.ts';
import { questionFor } from './case.ts';
import type { Family } from './case.ts';
import type { CaseWords } from './example.ts';
import { Foresight } from './foresight.ts';
import { Pictures } from '../look/pictures.ts';
import type { Shown } from './casefiles.ts';
import type { ViewStore } from '../life/store.ts';

/** Between an answer and the next question: the answer itself waits for news. */
const ASK_MS = 100;
/** Share of the whole wait that baking takes; the rest is the way to the browser. */
const BAKING = 0.85;

type Answer =
  | ({ state: 'ready' } & Shown)
  | { state: 'baking'; share: number; message: string; ahead: number }
  | { state: 'refused' | 'failed' | 'busy'; sentence: string };

/** Has other cases made, and brings here what is shown of them. */
export class Obtainer {
  readonly pictures: Pictures;
  readonly foresight: Foresight;
  /** What a person wanted last, and wants no more. */
  private left: Family | null = null;

  constructor(
    private readonly store: ViewStore,
    private readonly words: () => CaseWords,
  ) {
    this.pictures = new Pictures(store);
    this.foresight = new Foresight(store);
  }

  /** Ask until a case is there and what is shown first of it is here; `making` tells how far it is. */
  async obtain(wish: Family, seen: Seen, signal: AbortSignal): Promise<Shown> {
    const foreseen = await this.foresight.take(wish);
    signal.throwIfAborted();
    if (foreseen) {
      try {
        await this.bring(foreseen, seen, signal);
        return foreseen;
      } catch (error) {
        if (signal.aborted) throw error; // otherwise it is there no more, and made anew
      }
    }
    const shown = await this.made(wish, signal);
    await this.bring(shown, seen, signal);
    return shown;
  }

  /** Ask the server until the scene is baked; what was given up for it need not be. */
  private async made(wish: Family, signal: AbortSignal): Promise<Shown> {
    let instead = this.left;
    let since: number | undefined;
    this.left = null;
    signal.addEventListener('abort', () => (this.left = wish), { once: true });
    for (;;) {
      const question = questionFor(wish, document.documentElement.lang, { instead, since });
      instead = null;
      const answer = (await (await fetch(question, { signal })).json()) as Answer;
      if (answer.state === 'ready') {
        this.foresight.learn(wish, answer);
        return answer;
      }
      if (answer.state !== 'baking') throw new Refusal(answer.sentence);
      const { share, message, ahead } = answer;
      since = share;
      this.store.set({ making: { share: share * BAKING, message, ahead } });
      await pause(ASK_MS, signal);
    }
  }

  /** Have here what will be shown, so that picture and words change at the same time. */
  private async bring(shown: Shown, seen: Seen, signal: AbortSignal): Promise<void> {
    const tell = (message: string, share: number) =>
      this.store.set({ making: { share: BAKING + (1 - BAKING) * share, message, ahead: 0 } });
    await this.isStarted(signal);
    if (this.store.get('tier') === 'stills') {
      tell(this.words().painting, 0);
      const { stills } = shown.told[seen.treatment]!;
      await this.pictures.first(stills[Math.min(seen.step, stills.length - 1)]!, signal);
      return;
    }
    tell(this.words().fetching, 0);
    // The viewer takes it over as it is: read, and ready to be drawn.
    const arrival = expectScene(shown.scene);
    signal.addEventListener('abort', () => arrival.stop(), { once: true });
    arrival.follow(({ loaded, total }) => tell(this.words().fetching, loaded / (total || 1)), shown.bytes);
    await arrival.scene;
  }

  /** Only once the first picture is there is it known how this browser draws. */
  private async isStarted(signal: AbortSignal): Promise<void> {
    while (!this.store.get('tier') && !this.store.get('trouble')) await pause(ASK_MS, signal);
  }
}

/** What is seen first of a case. */
interface Seen {
  readonly treatment: string;
  readonly step: number;
}

/** Why the server will not show a case, in its words. */
export class Refusal extends Error {}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('', 'AbortError'));
    });
  });
}
