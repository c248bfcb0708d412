import { isAlone } from '../life/alone.ts';
import {
  KEYS,
  fits,
  fitting,
  gradeOf,
  isSame,
  mostRegained,
  numbersOf,
  otherBone,
  percent,
  turned,
  usualNumbers,
} from './case.ts';
import type { Family, NumberName, Numbers } from './case.ts';
import { percentOf, tenthsOf } from './fillings.ts';
import type { Fillings, Tenths } from './fillings.ts';
import { exampleLine, sayOfCases } from './example.ts';
import type { CaseWords } from './example.ts';
import { Refusal } from './obtain.ts';
import type { Obtainer } from './obtain.ts';
import { ownCase } from '../life/opened.ts';
import { otherStory } from './own.ts';
import { adopt } from './casefiles.ts';
import { besides, stepsUnder } from './steps.ts';
import type { ViewStore } from '../life/store.ts';
import { followPictures } from '../look/pictures.ts';

/** Milliseconds for which a pointer rests on what it means. */
const POINTED_MS = 60;

/** Which fracture is shown; the page's templates call it `$case`. */
export class Cases {
  private asking = new AbortController();
  private readonly own = ownCase();
  private last: readonly [Family, number | null] | null = null;
  private pointing = 0;
  private figures = new Intl.NumberFormat();
  private language: string | null = null;

  constructor(
    private readonly store: ViewStore,
    private readonly words: () => CaseWords,
    private readonly obtainer: Obtainer,
  ) {}

  // ---- what holds now ----

  /** One of the numbers in whole percent. */
  percent(name: NumberName, treatment: string, numbers: Numbers | null): number {
    return percent((numbers ?? usualNumbers(treatment))[KEYS[name]]);
  }

  /** The most that may come back, in whole percent. */
  most(treatment: string): number {
    return mostRegained(treatment);
  }

  /** Return the cement that goes in and may go in, as measured on the model of this height. */
  cement(treatment: string, numbers: Numbers | null, volumes: Fillings): Tenths {
    const { cement } = numbers ?? usualNumbers(treatment);
    return tenthsOf(volumes, cement, finalLoss(treatment, numbers));
  }

  /** Share of cement in the picture; still pictures are of the case that the page was made for. */
  get pictured(): number {
    const { own, store } = this;
    const drawn = { treatment: store.get('treatment'), numbers: store.get('numbers') };
    const { treatment, numbers } = store.get('tier') === 'stills' ? own : drawn;
    return (numbers ?? usualNumbers(treatment)).cement;
  }

  /** Tenths as the page's language writes them. */
  written(tenths: number): string {
    const { lang } = document.documentElement;
    if (lang !== this.language) {
      this.language = lang;
      this.figures = new Intl.NumberFormat(lang, { minimumFractionDigits: 1 });
    }
    return this.figures.format(tenths / 10);
  }

  /** Return whether such a bone can be treated beside such a neighbour. */
  fits(level: string, neighbour: string): boolean {
    return fits(level, neighbour);
  }

  /** Return whether the story of another broken bone can be shown. */
  turns(family: Family): boolean {
    return otherBone(family) !== '' && (!isAlone() || this.otherPage() !== '');
  }

  /** Name of the other broken bone. */
  other(family: Family): string {
    return otherBone(family);
  }

  /** The grade of what was measured to be lost, in percent. */
  grade(lost: number): number {
    return gradeOf(Math.round(lost));
  }

  /** Return whether it is what the page opens with when its address asks for nothing. */
  isUsual(family: Family, treatment: string, numbers: Numbers | null): boolean {
    const { own } = this;
    const isOwn = (name: NumberName) =>
      this.percent(name, treatment, numbers) === this.percent(name, treatment, own.numbers);
    return (
      isSame(family, own.family) &&
      treatment === own.treatment &&
      isOwn('loss') &&
      isOwn('regained') &&
      isOwn('cement')
    );
  }

  // ---- what a person does ----

  /** Point at a choice: it may be wanted next. */
  point(change: Partial<Family>): void {
    if (isAlone()) return;
    this.leave();
    this.pointing = window.setTimeout(() => {
      const wish = this.changed(change);
      const { obtainer, store } = this;
      if (!store.get('wish') && !isSame(wish, store.get('family'))) obtainer.foresee(wish);
    }, POINTED_MS);
  }

  leave(): void {
    clearTimeout(this.pointing);
  }

  /** Change one of the numbers: nothing has to be made for it. */
  set(name: NumberName, value: number): void {
    const treatment = this.store.get('treatment');
    const numbers = this.store.get('numbers') ?? usualNumbers(treatment);
    const changed = { ...numbers, [KEYS[name]]: value / 100 };
    this.store.set({ numbers: numbersOf(changed, treatment) });
  }

  /** Let so many tenths of a millilitre of cement in. */
  fill(tenths: number): void {
    const { store } = this;
    const loss = finalLoss(store.get('treatment'), store.get('numbers'));
    this.set('cement', percentOf(store.get('cement_volumes'), tenths, loss));
  }

  /** Show another treatment, from the step that stands beside the present one. */
  treat(treatment: string): void {
    const { store } = this;
    const before = store.get('treatment');
    if (treatment === before) return;
    const scripts = store.get('scripts');
    const numbers = store.get('numbers') ?? usualNumbers(before);
    const { height_regained } = usualNumbers(treatment);
    const step = Math.round(besides(scripts[before]!, scripts[treatment]!, store.get('time')));
    store.set({
      treatment,
      numbers: numbersOf({ ...numbers, height_regained }, treatment),
      ...stepsUnder(scripts, store.get('treatments'), treatment),
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
    const wish = this.changed(change);
    this.leave();
    if (isSame(wish, store.get('family'))) this.cancel();
    else if (!store.get('wish') || !isSame(wish, store.get('wish')!)) void this.want(wish);
  }

  /** Go on with the other bone of a pair, from the beginning of its story. */
  turn(): void {
    if (isAlone()) location.assign(this.otherPage());
    else void this.want(turned(this.store.get('family')), 0);
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
      const { obtainer } = this;
      const seen = { treatment: store.get('treatment'), step: time ?? store.get('step') };
      const shown = await obtainer.obtain(wish, seen, asking.signal);
      if (asking.signal.aborted) return;
      adopt(store, wish, shown);
      store.set({ wish: null, making: null });
      if (time !== null) store.set({ time, step: time, playing: false, until: null });
      void followPictures(store, asking.signal);
      this.sayNow(wish);
    } catch (error) {
      if (asking.signal.aborted) return;
      const sentence = error instanceof Refusal ? error.message : this.words().unreachable;
      store.set({ wish: null, making: null, refusal: sentence });
    }
  }

  /** The case that is wanted, with another choice in it. */
  private changed(change: Partial<Family>): Family {
    const { store } = this;
    return fitting({ ...(store.get('wish') ?? store.get('family')), ...change });
  }

  /** The page with the story of the other bone, where nobody serves this one. */
  private otherPage(): string {
    const { own, store } = this;
    const shown = {
      family: own.family,
      treatment: store.get('treatment'),
      numbers: store.get('numbers'),
    };
    return otherStory(own, shown, new URLSearchParams(location.search), store.get('examples'));
  }

  private sayNow(family: Family): void {
    const words = this.words();
    const line = exampleLine(words, family, this.store.get('treatment'));
    sayOfCases(words.now.replace('{line}', line));
  }
}

/** Share of the height that is missing in the end. */
function finalLoss(treatment: string, numbers: Numbers | null): number {
  const { height_loss, height_regained } = numbers ?? usualNumbers(treatment);
  return height_loss * (1 - height_regained);
}
