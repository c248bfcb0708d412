import type { CameraPose } from '../../camera/camera.ts';
import type { Viewer } from '../../viewer/viewer.ts';
import { isAlone } from '../life/alone.ts';
import { gradeOf, isSame, numbersOf, operates, percent, usualNumbers } from './case.ts';
import type { Case, Family, Numbers } from './case.ts';
import type { CaseWords } from './example.ts';
import type { Say } from '../read/language.ts';
import { Refusal } from './obtain.ts';
import type { Obtainer } from './obtain.ts';
import { besides } from './steps.ts';
import type { TreatmentFiles, ViewStore } from '../life/store.ts';
import { vocabulary } from '../life/vocabulary.ts';
import type { Difference } from '../life/vocabulary.ts';
import { stepsFor } from './variants.ts';

/** The case that stands beside the one that is shown. */
export interface Second extends Case {
  readonly scene: string;
  readonly bytes: number;
  readonly companions: readonly string[];
  readonly files: TreatmentFiles;
}

type Side = 'first' | 'second';
const VIEWERS: Readonly<Record<Side, string>> = {
  first: '.picture > .viewer',
  second: '.second .viewer',
};

/** The same case but for one thing. */
export function besideOf(name: string, { family, treatment, numbers }: Case): Case {
  const { needles, loss, treatment: other = treatment } = differenceOf(name);
  if (needles) return { family: { ...family, needles }, treatment, numbers };
  const own = numbers ?? usualNumbers(treatment);
  if (loss) {
    const changed = { ...own, height_loss: loss / 100 };
    return { family, treatment, numbers: numbersOf(changed, treatment) };
  }
  const { height_regained } = usualNumbers(other);
  return { family, treatment: other, numbers: numbersOf({ ...own, height_regained }, other) };
}

/** What a page can show beside what it shows. */
interface Means {
  /** Other scenes can be asked for. */
  readonly scenes: boolean;
  /** Pictures follow the numbers; painted ones cannot. */
  readonly numbers: boolean;
}

/** Return what can be put beside a case: whatever differs from it, and can be shown. */
export function offersFor(
  { family, treatment, numbers }: Case,
  means: Means = { scenes: true, numbers: true },
): string[] {
  const grade = gradeOf(percent((numbers ?? usualNumbers(treatment)).height_loss));
  const { besides } = vocabulary();
  return Object.keys(besides).filter((name) => {
    const { needles, grades, treatment: other } = besides[name]!;
    if (needles) return means.scenes && operates(treatment) && needles !== family.needles;
    if (grades) return means.numbers && grades.includes(grade);
    return other !== treatment;
  });
}

function differenceOf(name: string): Difference {
  return vocabulary().besides[name] ?? {};
}

/** Two cases side by side under one slider; the page's templates call it `$beside`. */
export class Beside {
  private asking = new AbortController();

  constructor(
    private readonly store: ViewStore,
    /** What the page says, of the case that is shown. */
    private readonly say: Say,
    /** What it could say of any. */
    private readonly words: () => Say,
    private readonly obtainer: Obtainer,
  ) {
    for (const key of ['family', 'treatment', 'numbers', 'treatments', 'tier'] as const)
      store.on(key, () => this.put(store.get('beside')));
  }

  // ---- what holds now ----

  offers(family: Family, treatment: string, numbers: Numbers | null, tier: string): string[] {
    return offersFor({ family, treatment, numbers }, meansOf(tier));
  }

  /** Return what is offered in words; of one side, that in which it differs from the other. */
  named(name: string): string {
    const words = this.say['cases'] as CaseWords;
    const { needles, treatment } = differenceOf(name);
    if (needles) return words[`needles_${needles}`]!;
    return words[treatment ? `care_${treatment}` : `beside_${name}`]!;
  }

  caption(name: string, family: Family, treatment: string, numbers: Numbers | null): string {
    const words = this.say['cases'] as CaseWords;
    const { needles, loss } = differenceOf(name);
    if (needles) return words[`needles_${family.needles}`]!;
    if (!loss) return words[`care_${treatment}`]!;
    const { height_loss } = numbers ?? usualNumbers(treatment);
    return words['lost']!.replace('{value}', String(percent(height_loss)));
  }

  /** The moment of the second case that stands beside one of the first. */
  time(time: number, { treatment }: Second): number {
    const scripts = this.store.get('scripts');
    return besides(scripts[this.store.get('treatment')]!, scripts[treatment]!, time);
  }

  /**
   * From where both are seen at the end.  No operation has a last picture of its own; two results
   * can be judged by eye only at one size.
   */
  framing(time: number, second: Second | null): string {
    const { store } = this;
    const treatment = store.get('treatment');
    if (!second || second.treatment === treatment || time <= store.last - 0.5) return '';
    return [treatment, second.treatment].find((one) => !operates(one)) ?? '';
  }

  /** The words of the second case's step. */
  step(time: number, second: Second): Readonly<Record<string, unknown>> {
    const script = this.store.get('scripts')[second.treatment]!;
    const { cement } = second.numbers ?? usualNumbers(second.treatment);
    const { steps } = stepsFor(second.family, cement, script, this.words());
    return steps[Math.round(this.time(time, second))]!;
  }

  // ---- what a person does ----

  /** Put a case beside the one that is shown; no name, or one that makes no difference, ends it. */
  put(name: string): void {
    this.asking.abort();
    const { store, first } = this;
    if (!name || !offersFor(first, meansOf(store.get('tier'))).includes(name)) {
      if (store.get('beside')) this.stop();
      return;
    }
    const other = besideOf(name, first);
    store.set({ beside: name });
    if (isSame(other.family, first.family)) {
      const files = store.get('treatments')[other.treatment]!;
      const [scene, bytes] = [store.get('scene'), store.get('scene_bytes')];
      const companions = store.get('companions');
      store.set({ second: { ...other, scene, bytes, companions, files } });
    } else void this.obtain(other);
  }

  stop(): void {
    this.asking.abort();
    this.store.set({ beside: '', second: null, second_measures: {} });
  }

  /** Playing moves the second picture at every frame; the page hears of it less often. */
  along(moment: number): void {
    const second = this.store.get('second');
    if (second) viewerOf('second')?.setTime(this.time(moment, second));
  }

  /** Turn one picture as the other was turned. */
  turn(pose: CameraPose, side: Side): void {
    if (this.store.get('second')) viewerOf(side)?.setCamera(pose);
  }

  private get first(): Case {
    const { store } = this;
    return {
      family: store.get('family'),
      treatment: store.get('treatment'),
      numbers: store.get('numbers'),
    };
  }

  private async obtain(other: Case): Promise<void> {
    const { store } = this;
    const asking = new AbortController();
    this.asking = asking;
    const before = store.get('second');
    if (before && isSame(before.family, other.family) && before.treatment === other.treatment) {
      store.set({ second: { ...before, ...other } });
      return;
    }
    store.set({ making: { share: 0, message: '', ahead: 0 }, refusal: '' });
    try {
      const { family, treatment } = other;
      const seen = { treatment, step: store.get('step') };
      const shown = await this.obtainer.obtain(family, seen, asking.signal);
      const { scene, bytes, companions } = shown;
      const files = shown.treatments[treatment]!;
      if (asking.signal.aborted) return;
      store.set({ second: { ...other, scene, bytes, companions, files }, making: null });
    } catch (error) {
      if (asking.signal.aborted) return;
      const { unreachable } = this.say['cases'] as CaseWords;
      const refusal = error instanceof Refusal ? error.message : unreachable;
      store.set({ making: null, refusal });
      this.stop();
    }
  }
}

function meansOf(tier: string): Means {
  return { scenes: !isAlone(), numbers: tier !== 'stills' };
}

function viewerOf(side: Side): Viewer | undefined {
  const element = document.querySelector<HTMLElement & { viewer?: Viewer }>(VIEWERS[side]);
  return element?.viewer;
}
