import { onLanguage } from './language.ts';
import { wordAt } from './sentences.ts';
import { mark, utterablesOf } from './spoken.ts';
import type { Utterable } from './spoken.ts';
import type { ViewStore } from '../life/store.ts';
import { voiceFor } from './voices.ts';

/** Safari loses what is said at once after a cancel. */
const BREATH_MS = 60;
/** Someone else has taken the voice: nothing is broken. */
const TAKEN: ReadonlySet<string> = new Set(['canceled', 'interrupted']);

/** Reads the words of a step with the browser's own voice; the templates call it `$aloud`. */
export class Aloud {
  private readonly speech: SpeechSynthesis | undefined = window.speechSynthesis;
  private sentences: Utterable[] = [];
  private next = 0;
  /** Kept: Chrome forgets an utterance that nobody holds, and never tells its end. */
  private utterance: SpeechSynthesisUtterance | null = null;
  private timer = 0;

  constructor(private readonly store: ViewStore) {
    this.listenForVoices();
    this.speech?.addEventListener('voiceschanged', () => this.listenForVoices());
    onLanguage(() => {
      this.stop();
      this.listenForVoices();
    });
    store.on('playing', (playing) => playing && this.stop());
    store.on('rate', () => this.isReading && this.again());
    addEventListener('pagehide', () => this.stop());
    document.addEventListener('visibilitychange', () => {
      if (document.hidden && this.isReading) this.pause();
    });
  }

  /** Read the step, pause, go on. */
  toggle(): void {
    if (!this.store.get('voiced')) return;
    if (this.isReading) this.pause();
    else if (this.store.get('reading') === 'paused') this.goOn();
    else this.start();
  }

  stop(): void {
    if (!this.store.get('reading')) return;
    this.end('');
  }

  private get isReading(): boolean {
    return this.store.get('reading') === 'reading';
  }

  private start(): void {
    const step = document.querySelector('.words .step');
    if (!step) return;
    this.sentences = utterablesOf(step, document.documentElement.lang);
    this.next = 0;
    this.store.set({ playing: false, until: null });
    this.goOn();
  }

  /** Speak from the start of the sentence: who paused in its middle has lost its beginning. */
  private goOn(): void {
    this.store.set({ reading: 'reading' });
    this.speak();
  }

  // The browsers' own pause ends the speech on Android, and on others it may never go on.
  private pause(): void {
    this.hush();
    this.store.set({ reading: 'paused' });
  }

  private again(): void {
    this.hush();
    this.timer = window.setTimeout(() => this.speak(), BREATH_MS);
  }

  private speak(): void {
    const said = this.sentences[this.next];
    if (!said || !this.speech) {
      this.end('');
      return;
    }
    const utterance = new SpeechSynthesisUtterance(said.text);
    utterance.lang = document.documentElement.lang;
    utterance.voice = voiceFor(this.speech.getVoices(), utterance.lang);
    utterance.rate = Number(this.store.get('rate'));
    // What was cancelled still tells its end.
    const isCurrent = () => utterance === this.utterance;
    utterance.onboundary = ({ name, charIndex, charLength }) => {
      if (!isCurrent() || name === 'sentence') return;
      mark(said, wordAt(said.text, charIndex, charLength));
    };
    utterance.onend = () => {
      if (!isCurrent()) return;
      this.next += 1;
      this.speak();
    };
    utterance.onerror = ({ error }) => {
      if (isCurrent()) this.end(TAKEN.has(error) ? '' : 'failed');
    };
    this.utterance = utterance;
    mark(said);
    this.speech.speak(utterance);
  }

  /** Silence, and no mark for what is not said. */
  private hush(): void {
    clearTimeout(this.timer);
    this.utterance = null;
    this.speech?.cancel();
    mark(null);
  }

  private end(reading: string): void {
    this.hush();
    // Stop and speed go away: the keyboard goes back to where reading starts.
    const bar = document.querySelector('.aloud');
    const hadFocus = bar?.contains(document.activeElement);
    this.store.set({ reading });
    if (hadFocus) bar?.querySelector<HTMLElement>('.voice')?.focus();
  }

  private listenForVoices(): void {
    const voices = this.speech?.getVoices() ?? [];
    this.store.set({ voiced: voiceFor(voices, document.documentElement.lang) !== null });
  }
}
