import { expectScene } from '../../scene/arrival.ts';
import type { ViewStore } from '../life/store.ts';
import { isPainted, pause } from '../look/pictures.ts';
import { linkOf, questionFor } from './case.ts';
import type { Family } from './case.ts';
import type { Shown } from './casefiles.ts';
import type { CaseWords } from './example.ts';

/** Between two questions how far a scene is. */
const ASK_MS = 250;
/** Share of the whole wait that baking takes; the rest is the way to the browser. */
const BAKING = 0.85;

type Answer =
  | ({ state: 'ready' } & Shown)
  | { state: 'baking'; share: number; message: string; ahead: number }
  | { state: 'refused' | 'failed' | 'busy'; sentence: string };

/** What is seen first of a case. */
interface Seen {
  readonly treatment: string;
  readonly step: number;
}

/** Why the server will not show a case, in its words. */
export class Refusal extends Error {}

/** Has other cases made, and brings here what is shown of them. */
export class Obtainer {
  /** Addresses of the scenes that the server had, by the links that ask for them. */
  private readonly scenes: Readonly<Record<string, string>> = JSON.parse(
    document.getElementById('scenes')?.textContent ?? '{}',
  ) as Record<string, string>;

  constructor(
    private readonly store: ViewStore,
    private readonly words: () => CaseWords,
  ) {}

  /** Let the scene come that may be chosen next, if the server has it and the way is not dear. */
  foresee(family: Family): void {
    const { connection } = navigator as { connection?: { saveData?: boolean; type?: string } };
    const isDear = connection?.saveData === true || connection?.type === 'cellular';
    const address = this.scenes[linkOf(family)];
    if (address && !isDear && this.store.get('tier') !== 'stills') expectScene(address);
  }

  /** Ask until a case is there and what is shown first of it is here; `making` tells how far it is. */
  async obtain(wish: Family, seen: Seen, signal: AbortSignal): Promise<Shown> {
    const shown = await this.made(wish, signal);
    // Only once the first picture is there is it known how this browser draws.
    while (!this.store.get('tier') && !this.store.get('trouble')) await pause(ASK_MS, signal);
    if (this.store.get('tier') === 'stills') {
      this.report(this.words().painting, 0);
      const { stills } = shown.treatments[seen.treatment]!;
      await isPainted(stills[Math.min(seen.step, stills.length - 1)]!, signal);
    } else {
      await this.bring(shown, signal);
    }
    return shown;
  }

  private async made(wish: Family, signal: AbortSignal): Promise<Shown> {
    for (;;) {
      const question = questionFor(wish, document.documentElement.lang);
      const answer = (await (await fetch(question, { signal })).json()) as Answer;
      if (answer.state === 'ready') return answer;
      if (answer.state !== 'baking') throw new Refusal(answer.sentence);
      const { share, message, ahead } = answer;
      this.store.set({ making: { share: share * BAKING, message, ahead } });
      await pause(ASK_MS, signal);
    }
  }

  /** Have the scene here, read and ready to be drawn: picture and words change at the same time. */
  private async bring(shown: Shown, signal: AbortSignal): Promise<void> {
    const { fetching } = this.words();
    this.report(fetching, 0);
    const arrival = expectScene(shown.scene);
    signal.addEventListener('abort', () => arrival.stop(), { once: true });
    arrival.follow(({ loaded, total }) => this.report(fetching, loaded / (total || 1)), shown.bytes);
    await arrival.scene;
  }

  private report(message: string, share: number): void {
    this.store.set({ making: { share: BAKING + (1 - BAKING) * share, message, ahead: 0 } });
  }
}
