import { isAlone } from './alone.ts';
import type { Aloud } from '../read/aloud.ts';
import type { Letters } from '../read/letters.ts';
import { forgetQuestions } from '../questions/questions.ts';
import { closePanels } from './shell.ts';
import type { ViewStore } from './store.ts';
import { vocabulary } from './vocabulary.ts';

/** Milliseconds without a touch after which the next person finds the page as it was. */
export const PATIENCE_MS = 60_000;
/** Seconds for a step where nobody says how long it takes to read. */
const USUAL_S = 10;
const HOME = 'kiosk-language';
/** What a person does; a mouse that is only moved past does not count. */
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'input'] as const;

/** A screen in a waiting room: plays round and round, and leaves nothing of one person to the next. */
export class Kiosk {
  private readonly language = homeLanguage();
  private hasBegun = false;
  private leaving = 0;
  private again = 0;

  constructor(
    private readonly store: ViewStore,
    private readonly aloud: Aloud,
    private readonly letters: Letters,
    private readonly pauses: () => readonly number[],
  ) {}

  start(): void {
    this.forget();
    for (const kind of TOUCHES) {
      document.addEventListener(kind, () => this.touched(), { capture: true, passive: true });
    }
    this.store.on('tier', (tier) => this.begin(tier));
    this.store.on('playing', (playing) => this.goRound(playing));
    document.addEventListener('visibilitychange', () => void stayAwake());
    void stayAwake();
  }

  /** Play once there is a picture; that it is drawn less finely later is no new start. */
  private begin(tier: string): void {
    if (!tier || this.hasBegun) return;
    this.hasBegun = true;
    this.play();
  }

  private touched(): void {
    clearTimeout(this.again);
    clearTimeout(this.leaving);
    this.leaving = window.setTimeout(() => this.leave(), PATIENCE_MS);
  }

  /** Who is being read to has not gone. */
  private leave(): void {
    if (this.store.get('reading') === 'reading') this.touched();
    else this.reset();
  }

  /** At the end, begin again; not where a person has stopped, who is still there. */
  private goRound(playing: boolean): void {
    clearTimeout(this.again);
    if (playing || this.store.get('time') < this.store.last) return;
    this.again = window.setTimeout(() => this.play(), this.pauseAt(this.store.last));
  }

  /** From the start, once its words can have been read. */
  private play(): void {
    this.store.set({ playing: false, until: null, time: 0 });
    clearTimeout(this.again);
    this.again = window.setTimeout(() => this.store.set({ playing: true }), this.pauseAt(0));
  }

  private pauseAt(step: number): number {
    return (this.pauses()[step] ?? USUAL_S) * 1000;
  }

  /** The person has gone: show the next one the start. */
  private reset(): void {
    this.forget();
    this.store.set(vocabulary().start);
    this.play();
  }

  private forget(): void {
    this.aloud.stop();
    this.letters.forget();
    forgetQuestions();
    closePanels();
    for (const fold of document.querySelectorAll('details[open]')) fold.removeAttribute('open');
    for (const form of document.querySelectorAll('form')) form.reset();
    const keys = document.getElementById('single-keys');
    if (keys instanceof HTMLInputElement) keys.checked = keys.defaultChecked;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.removeAllRanges();
    for (const part of [document.scrollingElement, document.getElementById('words')]) {
      part?.scrollTo({ top: 0 });
    }
    if (document.documentElement.lang !== this.language) {
      document.querySelector<HTMLElement>(`a[data-language="${this.language}"]`)?.click();
    }
  }
}

/** The language of this screen: on a static site another one is another page. */
function homeLanguage(): string {
  const { lang } = document.documentElement;
  if (!isAlone()) return lang;
  try {
    const home = sessionStorage.getItem(HOME) ?? lang;
    sessionStorage.setItem(HOME, home);
    return home;
  } catch {
    return lang;
  }
}

/** Keep the screen lit, where the browser can. */
async function stayAwake(): Promise<void> {
  try {
    if (!document.hidden) await navigator.wakeLock?.request('screen');
  } catch {
    // The battery is low, or the browser does not allow it: then the screen may go dark.
  }
}
