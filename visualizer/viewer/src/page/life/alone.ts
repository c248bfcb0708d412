import type { VueApp } from '../../viewer/component.ts';
import { ownCase } from './opened.ts';
import type { Sent, TrameState } from './store.ts';

type Values = Record<string, unknown>;
type Listener = Parameters<TrameState['addListener']>[0];

/** What a page without a server carries: what trame's server would send at the start. */
export interface Carried {
  template: string;
  state: Values;
}

/** Return what this page carries; null where a server sends it. */
export function carriedPage(): Carried | null {
  const text = document.getElementById('carried')?.textContent;
  return text ? (JSON.parse(text) as Carried) : null;
}

/** Return whether nobody answers this page: it has all that it needs, or links to it. */
export function isAlone(): boolean {
  return document.getElementById('carried') !== null;
}

/** Bring the page to life with Vue alone: the same template and state, without trame's client. */
export function startAlone({ template, state }: Carried, install: (app: VueApp) => void): void {
  const { Vue } = window;
  const treatments = withStills(state['treatments'] as Sent['treatments'], ownCase().treatment);
  const kept = new LocalState({ ...state, treatments });
  window.trame = { state: kept, client: { onConnectionClose: () => {} } };
  const app = Vue.createApp({ template, setup: () => kept.refs() });
  install(app);
  app.mount('#app');
}

/** A single file has each still of its own case once: in what is read without scripts. */
function withStills(treatments: Sent['treatments'], own: string): Sent['treatments'] {
  const { [own]: mine } = treatments;
  return mine ? { ...treatments, [own]: { ...mine, stills: stillsOf(mine.stills) } } : treatments;
}

function stillsOf(known: readonly string[]): string[] {
  const unscripted = document.querySelector('noscript')?.textContent ?? '';
  const page = new DOMParser().parseFromString(unscripted, 'text/html');
  const pictures = [...page.querySelectorAll<HTMLImageElement>('article img')];
  return known.map((address, step) => address || pictures[step]?.getAttribute('src') || '');
}

/** trame's state, which here never leaves the page. */
class LocalState implements TrameState {
  private readonly listeners: Listener[] = [];
  private readonly triggers: Record<string, () => void> = {};

  constructor(readonly state: Values) {}

  get(key: string): unknown {
    return this.state[key];
  }

  set(key: string, value: unknown): void {
    this.update({ [key]: value });
  }

  update(changes: object): void {
    const changed = Object.entries(changes).filter(([key, value]) => this.state[key] !== value);
    if (changed.length === 0) return;
    Object.assign(this.state, Object.fromEntries(changed));
    const keys = changed.map(([key]) => key);
    for (const key of keys) this.triggers[key]?.();
    for (const listener of this.listeners) listener({ type: 'dirty-state', keys });
  }

  addListener(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Every key as the template reads and writes it. */
  refs(): Values {
    return Object.fromEntries(Object.keys(this.state).map((key) => [key, this.ref(key)]));
  }

  private ref(key: string): { value: unknown } {
    return window.Vue.customRef((track, trigger) => {
      this.triggers[key] = trigger;
      return {
        get: () => {
          track();
          return this.state[key];
        },
        set: (value) => this.set(key, value),
      };
    });
  }
}
