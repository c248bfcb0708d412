import { removeShell } from './shell.ts';
import { clamp, moved, nextStep, stepBefore } from './slider.ts';
import { isMirrored } from '../read/language.ts';
import type { ViewStore } from './store.ts';

const MEGABYTE = 1e6;

/** What a person can do with time; the page's templates call it `$walk`. */
export class Walk {
  /** Whether the browser can fill the screen; an iPhone cannot. */
  readonly canFill = document.fullscreenEnabled;

  constructor(private readonly store: ViewStore) {}

  /** The living page is there: the first paint may go. */
  arrive(): void {
    removeShell();
  }

  /** Show a moment; the person has taken over from playing. */
  go(time: number): void {
    this.store.set({ playing: false, until: null, time: clamp(time, this.store.last) });
  }

  /** A key on the slider. */
  slide(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const time = moved(this.store.get('time'), this.store.last, event, isMirrored());
    if (time === null) return;
    event.preventDefault();
    this.go(time);
  }

  back(): void {
    this.go(stepBefore(this.store.get('time')));
  }

  /** Move on to the next rest state: as a movement where one can be shown. */
  next(): void {
    const time = nextStep(this.store.get('time'), this.store.last);
    if (this.moves) this.store.set({ until: time, playing: true });
    else this.go(time);
  }

  toggle(): void {
    if (this.store.get('playing')) {
      this.store.set({ playing: false, until: null });
      return;
    }
    const ended = this.store.get('time') >= this.store.last;
    this.store.set({ ...(ended ? { time: 0 } : {}), until: null, playing: true });
  }

  look(view: string): void {
    this.store.set({ view });
  }

  /** Fill the screen, or come back. */
  fill(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen();
  }

  /** Key of the page's sentence for what happened to the picture. */
  trouble(reason: string): string {
    if (reason === 'load') return 'load_failed';
    if (reason === 'context') return 'context_lost';
    return 'stills_notice';
  }

  /** Return how much of the scene is here. */
  amount(loaded: number, total: number, phrase: string): string {
    if (!total) return '';
    return phrase
      .replace('{loaded}', (loaded / MEGABYTE).toFixed(1))
      .replace('{total}', (total / MEGABYTE).toFixed(1));
  }

  private get moves(): boolean {
    const tier = this.store.get('tier');
    return tier !== '' && tier !== 'stills' && !matchMedia('(prefers-reduced-motion)').matches;
  }
}
