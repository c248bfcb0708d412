import { fetchBytes } from '../load.ts';
import { USUAL_NUMBERS, gradeOf, isSame, numbersOf, percent, questionFor } from './case.ts';
import type { Family, Numbers } from './case.ts';
import { exampleLine, sayOfCases } from './example.ts';
import type { CaseWords } from './example.ts';
import { ownCase } from './own.ts';
import { Pictures } from './pictures.ts';
import { adopt } from './shown.ts';
import type { Shown } from './shown.ts';
import type { ViewStore } from './trame.ts';

const ASK_MS = 300;
/** Share of the whole wait that baking takes; the rest is the way to the browser. */
const BAKING = 0.85;

type Answer =
  | ({ state: 'ready' } & Shown)
  | { state: 'baking'; share: number; message: string; ahead: number }
  | { state: 'refused' | 'failed' | 'busy'; sentence: string };

/** Which fracture is shown; the page's templates call it `$case`. */
export class Cases {
  private asking = new AbortController();
  private readonly own = ownCase();
  private last: Family | null = null;
  private readonly pictures: Pictures;

  constructor(
    private readonly store: ViewStore,
    private readonly words: () => CaseWords,
  ) {
    this.pictures = new Pictures(store);
  }

  // ---- what holds now ----

  /** One of the two numbers in whole percent. */
  percent(name: 'loss' | 'regained', numbers: Numbers | null): number {
    const { height_loss, height_regained } = numbers ?? USUAL_NUMBERS;
    return percent(name === 'loss' ? height_loss : height_regained);
  }

  grade(numbers: Numbers | null): number {
    return gradeOf(this.percent('loss', numbers));
  }

  /** Whether it is what the page opens with when its address asks for nothing. */
  isUsual(family: Family, numbers: Numbers | null): boolean {
    const { own } = this;
    const isOwn = (name: 'loss' | 'regained') =>
      this.percent(name, numbers) === this.percent(name, own.numbers);
    return isSame(family, own.family) && isOwn('loss') && isOwn('regained');
  }

  // ---- what a person does ----

  /** Change one of the numbers: nothing has to be made for it. */
  set(name: 'loss' | 'regained', value: number): void {
    const numbers = this.store.get('numbers') ?? USUAL_NUMBERS;
    const key = name === 'loss' ? 'height_loss' : 'height_regained';
    this.store.set({ numbers: numbersOf({ ...numbers, [key]: value / 100 }) });
  }

  /** Want another bone, kind or number of needles; a newer wish replaces an older one. */
  choose(change: Partial<Family>): void {
    const { store } = this;
    const wish = { ...(store.get('wish') ?? store.get('family')), ...change };
    if (isSame(wish, store.get('family'))) this.cancel();
    else if (!store.get('wish') || !isSame(wish, store.get('wish')!)) void this.want(wish);
  }

  reset(): void {
    this.store.set({ numbers: this.own.numbers });
    this.choose(this.own.family);
  }

  /** Keep what is shown. */
  cancel(): void {
    this.asking.abort();
    this.store.set({ wish: null, making: null, refusal: '' });
  }

  /** Want once more what did not come. */
  again(): void {
    if (this.last) void this.want(this.last);
  }

  /** Ask until the case is there; meanwhile everything stays as it is. */
  async want(wish: Family): Promise<void> {
    this.asking.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.last = wish;
    const { store } = this;
    store.set({ wish, refusal: '', making: { share: 0, message: '', ahead: 0 } });
    sayOfCases(this.words().making);
    try {
      const shown = await this.made(wish, asking.signal);
      await this.bring(shown, asking.signal);
      if (asking.signal.aborted) return;
      adopt(store, wish, shown);
      store.set({ wish: null, making: null });
      this.pictures.follow();
      const { now } = this.words();
      sayOfCases(now.replace('{line}', exampleLine(this.words(), wish)));
    } catch (error) {
      if (asking.signal.aborted) return;
      const sentence = error instanceof Refusal ? error.message : this.words().unreachable;
      store.set({ wish: null, making: null, refusal: sentence });
    }
  }

  /** Poll the server until the scene is baked. */
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

  /** Have here what will be shown, so that picture and words change at the same time. */
  private async bring(shown: Shown, signal: AbortSignal): Promise<void> {
    const tell = (message: string, share: number) =>
      this.store.set({ making: { share: BAKING + (1 - BAKING) * share, message, ahead: 0 } });
    await this.isStarted(signal);
    if (this.store.get('tier') === 'stills') {
      tell(this.words().painting, 0);
      await this.pictures.first(shown.stills[this.store.get('step')]!, signal);
      return;
    }
    tell(this.words().fetching, 0);
    const loaded = (progress: { loaded: number; total: number }) =>
      tell(this.words().fetching, Math.min(1, progress.loaded / (progress.total || shown.bytes)));
    // The viewer finds it in the browser's cache.
    await fetchBytes(shown.scene, shown.bytes, loaded, signal);
  }

  /** Only once the first picture is there is it known how this browser draws. */
  private async isStarted(signal: AbortSignal): Promise<void> {
    while (!this.store.get('tier') && !this.store.get('trouble')) await pause(ASK_MS, signal);
  }
}

/** Why the server will not show a case, in its words. */
class Refusal extends Error {}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('', 'AbortError'));
    });
  });
}
