import type { CameraPose } from '../../camera/camera.ts';
import type { Viewer } from '../../viewer/viewer.ts';
import { isAlone } from '../life/alone.ts';
import { gradeOf, isSame, numbersOf, percent, usualNumbers } from './case.ts';
import type { Case, Family, Numbers } from './case.ts';
import type { CaseWords } from './example.ts';
import type { Say } from '../read/language.ts';
import { Refusal } from './obtain.ts';
import type { Obtainer } from './obtain.ts';
import { besides } from './steps.ts';
import type { Told, ViewStore } from '../life/store.ts';
import { stepsFor } from './variants.ts';

const TREATMENTS: readonly string[] = ['kyphoplasty', 'vertebroplasty', 'time'];
/** The treatment without an operation. */
const ALONE = 'time';
const NEEDLES: Readonly<Record<string, string>> = { two: '2', one: '1' };
/** Percents of lost height amid Genant's grade 1, and where grade 3 has begun. */
const LOSSES: Readonly<Record<string, number>> = { mild: 22, severe: 42 };
const [MILD, SEVERE] = [1, 3];
/** What may stand beside the case that is shown: the same one, but for this. */
export const BESIDES: readonly string[] = [
  ...TREATMENTS,
  ...Object.keys(NEEDLES),
  ...Object.keys(LOSSES),
];

/** The case that stands beside the one that is shown. */
export interface Second extends Case {
  readonly scene: string;
  readonly bytes: number;
  readonly told: Told;
}

type Side = 'first' | 'second';
const VIEWERS: Readonly<Record<Side, string>> = {
  first: '.picture > .viewer',
  second: '.second .viewer',
};

/** The same case but for one thing. */
export function besideOf(name: string, { family, treatment, numbers }: Case): Case {
  if (name in NEEDLES) return { family: { ...family, needles: NEEDLES[name]! }, treatment, numbers };
  const own = numbers ?? usualNumbers(treatment);
  if (name in LOSSES) {
    const changed = { ...own, height_loss: LOSSES[name]! / 100 };
    return { family, treatment, numbers: numbersOf(changed, treatment) };
  }
  const { height_regained } = usualNumbers(name);
  return { family, treatment: name, numbers: numbersOf({ ...own, height_regained }, name) };
}

/** What a page can show beside what it shows. */
interface Means {
  /** Other scenes can be asked for. */
  readonly scenes: boolean;
  /** Pictures follow the numbers; painted ones cannot. */
  readonly numbers: boolean;
}

/** What can be put beside a case: whatever differs from it, and can be shown. */
export function offersFor(
  { family, treatment, numbers }: Case,
  means: Means = { scenes: true, numbers: true },
): string[] {
  const grade = gradeOf(percent((numbers ?? usualNumbers(treatment)).height_loss));
  return BESIDES.filter((name) => {
    if (name in NEEDLES)
      return means.scenes && treatment !== 'time' && NEEDLES[name] !== family.needles;
    if (name in LOSSES && !means.numbers) return false;
    if (name === 'mild') return grade > MILD;
    if (name === 'severe') return grade < SEVERE;
    return name !== treatment;
  });
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
    for (const key of ['family', 'treatment', 'numbers', 'told', 'tier'] as const)
      store.on(key, () => this.put(store.get('beside')));
  }

  // ---- what holds now ----

  offers(family: Family, treatment: string, numbers: Numbers | null, tier: string): string[] {
    return offersFor({ family, treatment, numbers }, meansOf(tier));
  }

  /** What is offered in words; of one side, that in which it differs from the other. */
  named(name: string): string {
    const words = this.say['cases'] as CaseWords;
    if (name in NEEDLES) return words[`needles_${NEEDLES[name]}`]!;
    return words[name in LOSSES ? `beside_${name}` : `care_${name}`]!;
  }

  caption(name: string, family: Family, treatment: string, numbers: Numbers | null): string {
    const words = this.say['cases'] as CaseWords;
    if (name in NEEDLES) return words[`needles_${family.needles}`]!;
    if (!(name in LOSSES)) return words[`care_${treatment}`]!;
    const { height_loss } = numbers ?? usualNumbers(treatment);
    return words['lost']!.replace('{value}', String(percent(height_loss)));
  }

  /** The moment of the second case that stands beside one of the first. */
  time(time: number, { treatment }: Second): number {
    const scripts = this.store.get('scripts');
    return besides(scripts[this.store.get('treatment')]!, scripts[treatment]!, time);
  }

  /**
   * From where both are seen at the end.  Time alone has a last picture of its own; two results
   * can be judged by eye only at one size.
   */
  framing(time: number, second: Second | null): string {
    const { store } = this;
    const told = [store.get('treatment'), second?.treatment];
    if (!told.includes(ALONE) || told[0] === told[1] || !second) return '';
    const { last } = store;
    return time > last - 0.5 ? ALONE : '';
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
      const told = store.get('told')[other.treatment]!;
      const shown = { scene: store.get('scene'), bytes: store.get('scene_bytes'), told };
      store.set({ second: { ...other, ...shown } });
    } else void this.obtain(other);
  }

  stop(): void {
    this.asking.abort();
    this.store.set({ beside: '', second: null, second_measures: {} });
  }

  /** Playing moves the second picture at every frame; the page is told less often. */
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
      const { scene, bytes, told } = await this.obtainer.obtain(family, seen, asking.signal);
      if (asking.signal.aborted) return;
      store.set({ second: { ...other, scene, bytes, told: told[treatment]! }, making: null });
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
