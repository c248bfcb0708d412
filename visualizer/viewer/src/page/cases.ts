import { fetchBytes } from '../load.ts';
import { isAlone } from './alone.ts';
import {
  USUAL_TREATMENT,
  fits,
  fitting,
  gradeOf,
  isSame,
  mostRegained,
  numbersOf,
  otherBone,
  percent,
  questionFor,
  turned,
  usualNumbers,
} from './case.ts';
import type { Family, Numbers } from './case.ts';
import { exampleLine, sayOfCases } from './example.ts';
import type { CaseWords } from './example.ts';
import { ownCase } from './own.ts';
import { Pictures } from './pictures.ts';
import { adopt } from './shown.ts';
import type { Shown } from './shown.ts';
import { besides, stepsTold } from './told.ts';
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
  private last: readonly [Family, number | null] | null = null;
  private readonly pictures: Pictures;

  constructor(
    private readonly store: ViewStore,
    private readonly words: () => CaseWords,
  ) {
    this.pictures = new Pictures(store);
  }

  // ---- what holds now ----

  /** One of the two numbers in whole percent. */
  percent(name: 'loss' | 'regained', treatment: string, numbers: Numbers | null): number {
    const { height_loss, height_regained } = numbers ?? usualNumbers(treatment);
    return percent(name === 'loss' ? height_loss : height_regained);
  }

  /** The most that may come back, in whole percent. */
  most(treatment: string): number {
    return mostRegained(treatment);
  }

  /** Whether such a bone can be treated beside such a neighbour. */
  fits(level: string, neighbour: string): boolean {
    return fits(level, neighbour);
  }

  /** Whether the story of another broken bone can be shown. */
  turns(family: Family): boolean {
    return !isAlone() && otherBone(family) !== '';
  }

  /** Name of the other broken bone. */
  other(family: Family): string {
    return otherBone(family);
  }

  grade(numbers: Numbers | null): number {
    return gradeOf(this.percent('loss', USUAL_TREATMENT, numbers));
  }

  /** Whether it is what the page opens with when its address asks for nothing. */
  isUsual(family: Family, treatment: string, numbers: Numbers | null): boolean {
    const { own } = this;
    const isOwn = (name: 'loss' | 'regained') =>
      this.percent(name, treatment, numbers) === this.percent(name, treatment, own.numbers);
    return (
      isSame(family, own.family) &&
      treatment === own.treatment &&
      isOwn('loss') &&
      isOwn('regained')
    );
  }

  // ---- what a person does ----

  /** Look at the choices: asking for what is there lets the server get ready for what is not. */
  look(): void {
    if (isAlone()) return;
    const question = questionFor(this.store.get('family'), document.documentElement.lang);
    fetch(question).catch(() => undefined);
  }

  /** Change one of the numbers: nothing has to be made for it. */
  set(name: 'loss' | 'regained', value: number): void {
    const treatment = this.store.get('treatment');
    const numbers = this.store.get('numbers') ?? usualNumbers(treatment);
    const key = name === 'loss' ? 'height_loss' : 'height_regained';
    const changed = { ...numbers, [key]: value / 100 };
    this.store.set({ numbers: numbersOf(changed, treatment) });
  }

  /** Tell of another treatment, from the step that stands beside the present one. */
  treat(treatment: string): void {
    const { store } = this;
    const before = store.get('treatment');
    if (treatment === before) return;
    const scripts = store.get('scripts');
    const { height_loss } = store.get('numbers') ?? usualNumbers(before);
    const { height_regained } = usualNumbers(treatment);
    const step = Math.round(besides(scripts[before]!, scripts[treatment]!, store.get('time')));
    store.set({
      treatment,
      numbers: numbersOf({ height_loss, height_regained }, treatment),
      ...stepsTold(scripts, store.get('told'), treatment),
      playing: false,
      until: null,
      time: step,
      step,
    });
    this.sayNow(store.get('family'));
  }

  /** Want another bone, kind, neighbour or needles; a newer wish replaces an older one. */
  choose(change: Partial<Family>): void {
    const { store } = this;
    const wish = fitting({ ...(store.get('wish') ?? store.get('family')), ...change });
    if (isSame(wish, store.get('family'))) this.cancel();
    else if (!store.get('wish') || !isSame(wish, store.get('wish')!)) void this.want(wish);
  }

  /** Go on with the other bone of a pair, from the beginning of its story. */
  turn(): void {
    void this.want(turned(this.store.get('family')), 0);
  }

  reset(): void {
    this.treat(this.own.treatment);
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
    if (this.last) void this.want(...this.last);
  }

  /** Ask until the case is there, then show it, now or at a step; meanwhile everything stays. */
  async want(wish: Family, time: number | null = null): Promise<void> {
    this.asking.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.last = [wish, time];
    const { store } = this;
    store.set({ wish, refusal: '', making: { share: 0, message: '', ahead: 0 } });
    sayOfCases(this.words().making);
    try {
      const shown = await this.made(wish, asking.signal);
      await this.bring(shown, time ?? store.get('step'), asking.signal);
      if (asking.signal.aborted) return;
      adopt(store, wish, shown);
      store.set({ wish: null, making: null });
      if (time !== null) store.set({ time, step: time, playing: false, until: null });
      this.pictures.follow();
      this.sayNow(wish);
    } catch (error) {
      if (asking.signal.aborted) return;
      const sentence = error instanceof Refusal ? error.message : this.words().unreachable;
      store.set({ wish: null, making: null, refusal: sentence });
    }
  }

  private sayNow(family: Family): void {
    const words = this.words();
    const line = exampleLine(words, family, this.store.get('treatment'));
    sayOfCases(words.now.replace('{line}', line));
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
  private async bring(shown: Shown, step: number, signal: AbortSignal): Promise<void> {
    const tell = (message: string, share: number) =>
      this.store.set({ making: { share: BAKING + (1 - BAKING) * share, message, ahead: 0 } });
    await this.isStarted(signal);
    if (this.store.get('tier') === 'stills') {
      tell(this.words().painting, 0);
      const { stills } = shown.told[this.store.get('treatment')]!;
      await this.pictures.first(stills[step]!, signal);
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
