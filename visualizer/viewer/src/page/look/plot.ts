import { Sampler } from '../../scene/sampler.ts';
import {
  BEFORE,
  HEIGHTS,
  PLOTTED,
  gapOf,
  levelOf,
  lineOf,
  lostPercent,
  meantBy,
  spansOf,
  timeAt,
  tracksOfRests,
} from './curves.ts';
import type { Plotted, Span, Tracks } from './curves.ts';
import { isMirrored } from '../read/language.ts';
import type { ViewStore } from '../life/store.ts';
import { vocabulary } from '../life/vocabulary.ts';
import { whole } from './whole.ts';
import type { Walk } from '../life/walk.ts';

interface Curve {
  line: string;
  gap: string;
  /** Where the healthy value lies: 0 at the bottom, 1 at the top. */
  healthy: number;
}

/** What changes with the scene alone; moments are read from the tracks. */
interface Drawing {
  /** 0 until something was measured; counts up with every new set of tracks. */
  version: number;
  curves: Record<Plotted, Curve>;
}

/** Heights and angle over all of the procedure; the page's templates call it `$heights`. */
export class Heights {
  readonly drawing: Drawing;
  private samplers = {} as Record<Plotted, Sampler>;
  private spans = {} as Record<Plotted, Span>;
  /** Whether the viewer has sent what happens between the steps too. */
  private isWhole = false;
  /** Made when there is a number to write: it takes a browser long. */
  private numbers: Intl.NumberFormat | null = null;
  private language = '';

  constructor(
    private readonly store: ViewStore,
    private readonly walk: Walk,
    /** The word for what is there and rounds to nothing. */
    private readonly underOne: () => string,
    reactive: <Value extends object>(value: Value) => Value,
  ) {
    this.drawing = reactive<Drawing>({ version: 0, curves: {} as Record<Plotted, Curve> });
    this.takeRests();
    store.on('steps', () => this.isWhole || this.takeRests());
  }

  /** The viewer has sent what is measured on its scene at every moment. */
  take(tracks: Tracks): void {
    this.isWhole = true;
    this.draw(tracks);
    this.setRests(tracks);
  }

  // ---- what holds at a moment ----

  /** Return where the mark of the present stands, as a share of the width. */
  share(time: number): number {
    return this.shown(time) / this.store.last;
  }

  level(name: Plotted, time: number): number {
    return levelOf(this.value(name, time), this.spans[name]);
  }

  /** A number as the page's language writes it; what leans back a little does not lean: 0. */
  figure(name: Plotted, time: number): string {
    const value = this.value(name, time);
    return isHeight(name) ? this.tenths().format(value) : whole(value, this.underOne());
  }

  /** A phrase with the figure of one measure in it. */
  phraseWith(phrase: string, name: Plotted, time: number): string {
    return phrase.replace('{value}', this.figure(name, time));
  }

  /** A phrase with all figures, each by the name of its measure. */
  phraseWithAll(
    phrase: string,
    units: { millimetres: string; degrees: string },
    time: number,
  ): string {
    let words = phrase;
    for (const name of PLOTTED) {
      const unit = name === 'kyphosis' ? units.degrees : units.millimetres;
      words = words.replace(`{${name}}`, this.phraseWith(unit, name, time));
    }
    return words;
  }

  /** How much lower the bone is than the healthy one where it has sunk, in percent; '' if not. */
  lost(time: number, shape: string): string {
    const percent = this.percent(time, shape);
    return percent > 0 ? whole(percent, this.underOne()) : '';
  }

  /** The same as a number. */
  percent(time: number, shape: string): number {
    const name = vocabulary().case.lowest[shape]!;
    return lostPercent(this.value(name, BEFORE), this.value(name, time));
  }

  // ---- what a person does ----

  /** Show the plot, or put it away. */
  toggle(): void {
    if (this.drawing.version === 0) return;
    const charted = !this.store.get('charted');
    this.store.set({ charted });
    if (charted) requestAnimationFrame(() => bringIntoSight());
  }

  /** Show the plot, and put the keyboard where its moment is chosen. */
  open(): void {
    this.store.set({ charted: true });
    requestAnimationFrame(() => {
      bringIntoSight();
      document.getElementById('plotted')?.focus({ preventScroll: true });
    });
  }

  /** A pointer goes down: a mouse moves time at once, a finger may be about to scroll. */
  press(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    area(event).setPointerCapture(event.pointerId);
    this.walk.go(this.under(event));
  }

  drag(event: PointerEvent): void {
    if (area(event).hasPointerCapture(event.pointerId)) this.walk.go(this.under(event));
  }

  /** A tap, or the end of a drag; the keyboard then goes on from there. */
  tap(event: PointerEvent): void {
    const { width } = drawnBox();
    this.walk.go(meantBy(this.under(event), width, this.store.last));
    document.getElementById('plotted')?.focus({ preventScroll: true });
  }

  private under(event: PointerEvent): number {
    return timeAt(event.clientX, drawnBox(), this.store.last, isMirrored());
  }

  /** What was measured at rest may have been measured on another case. */
  private setRests(tracks: Tracks): void {
    const names = Object.keys(tracks) as Plotted[];
    const samplers = names.map((name) => [name, new Sampler(tracks[name])] as const);
    const steps = this.store.get('steps').map((step, time) => {
      const rest = Object.fromEntries(samplers.map(([name, sampler]) => [name, sampler.at(time)]));
      return { ...step, rest: { ...step.rest, ...rest } };
    });
    this.store.set({ steps });
  }

  private takeRests(): void {
    const tracks = tracksOfRests(this.store.get('steps').map(({ rest }) => rest));
    if (tracks) this.draw(tracks);
  }

  private draw(tracks: Tracks): void {
    const { last } = this.store;
    const spans = spansOf(tracks);
    this.spans = spans;
    for (const name of PLOTTED) {
      const track = tracks[name];
      this.samplers[name] = new Sampler(track);
      this.drawing.curves[name] = {
        line: lineOf(track, spans[name], last),
        gap: isHeight(name) ? gapOf(track, spans[name], last) : '',
        healthy: levelOf(track.values[0]!, spans[name]),
      };
    }
    this.drawing.version += 1;
  }

  private value(name: Plotted, time: number): number {
    return this.samplers[name].at(this.shown(time));
  }

  /** Still pictures show steps, and between them nothing was measured. */
  private shown(time: number): number {
    return this.isWhole ? time : Math.round(time);
  }

  private tenths(): Intl.NumberFormat {
    const { lang } = document.documentElement;
    if (this.numbers && lang === this.language) return this.numbers;
    this.language = lang;
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return (this.numbers = new Intl.NumberFormat(lang, digits));
  }
}

function isHeight(name: Plotted): boolean {
  return (HEIGHTS as readonly string[]).includes(name);
}

function area(event: Event): HTMLElement {
  return event.currentTarget as HTMLElement;
}

/** Return where the curves are: a pointer may also be a little beside them. */
function drawnBox(): DOMRect {
  return document.querySelector('.heights .curve')?.getBoundingClientRect() ?? new DOMRect();
}

function bringIntoSight(): void {
  const isCalm = matchMedia('(prefers-reduced-motion)').matches;
  const behavior = isCalm ? 'auto' : 'smooth';
  document.querySelector('.heights .plot')?.scrollIntoView({ block: 'nearest', behavior });
}
