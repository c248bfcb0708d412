import { PERSON } from '../../camera/wish.ts';
import type { ViewStore } from '../life/store.ts';
import { vocabulary } from '../life/vocabulary.ts';
import { whole } from './whole.ts';

/** What is written on the page about a part of the picture, by its key. */
export type Terms = Readonly<Record<string, { name: string; text: string }>>;

type Layers = Readonly<Record<string, boolean>>;

/** Seconds after which pictures that are still being painted are asked for again, the first time. */
const PAINTING_S = 5;
const MOST_ASKED = 6;
const NOTHING: readonly string[] = Object.freeze([]);
/** Where the comparison starts: half before, half after. */
const MIDDLE = 0.5;

/** What a person chooses to see; the page's templates call it `$look`. */
export class Look {
  /** Stands for no labels; always the same, so that nothing seems to change. */
  readonly none: Readonly<Record<string, string>> = Object.freeze({});

  /** How often the pictures of two bones were not there. */
  private asked = 0;

  /** `underOne` gives the word for what is there and rounds to nothing. */
  constructor(
    private readonly store: ViewStore,
    private readonly underOne: () => string,
  ) {}

  // ---- what holds now ----

  /** Return how X-ray pictures are shown: as the step has it unless the person chose. */
  xray(choice: string, usual: boolean): string {
    const { start, xrays } = vocabulary();
    if (choice !== start.xray) return choice;
    const [off, inset] = xrays;
    return (usual ? inset : off)!;
  }

  hasXray(kind: string, stills: Readonly<Record<string, unknown>>): boolean {
    return kind === 'live' || (kind === 'stills' && 'lateral' in stills);
  }

  /** Pictures that were painted before are always dark. */
  isDark(polarity: string, kind: string): boolean {
    return polarity === vocabulary().start.polarity || kind === 'stills';
  }

  isShown(layer: string, chosen: Layers, usual: readonly string[]): boolean {
    return chosen[layer] ?? usual.includes(layer);
  }

  /** Return what may come after the scene: nothing unasked for a person who wants little traffic. */
  companions(addresses: readonly string[], chosen: Layers): readonly string[] {
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    return connection?.saveData && !chosen[PERSON] ? NOTHING : addresses;
  }

  /** Return whether anything differs from how the step itself is shown. */
  hasChosen(view: string, opening: string, layers: Layers, xray: string): boolean {
    const { length } = Object.keys(layers);
    const { start } = vocabulary();
    return (
      view !== start.view || opening !== start.opening || length > 0 || xray !== start.xray
    );
  }

  /** A sentence with a whole number in it; what leans back a little does not lean forward: 0. */
  filled(phrase: string, value: number): string {
    return phrase.replace('{value}', whole(value, this.underOne()));
  }

  /** The pictures of two bones are not painted yet: ask again, each time after twice as long. */
  awaitBones(): void {
    if (this.store.get('unpainted')) return;
    this.store.set({ unpainted: true });
    const seconds = PAINTING_S * 2 ** this.asked++;
    if (this.asked > MOST_ASKED) return;
    setTimeout(() => this.store.set({ unpainted: false }), seconds * 1000);
  }

  // ---- what a person does ----

  /** Show or hide a layer; one that is again as the step has it follows the step again. */
  show(layer: string, shown: boolean): void {
    const { [layer]: _, ...others } = this.store.get('layers');
    const isUsual = this.step.layers.includes(layer) === shown;
    this.store.set({ layers: isUsual ? others : { ...others, [layer]: shown } });
  }

  asTheStep(): void {
    const { view, opening, layers, xray } = vocabulary().start;
    this.store.set({ view, opening, layers, xray });
  }

  nextOpening(): void {
    this.store.set({ opening: after(vocabulary().openings, this.store.get('opening')) });
  }

  nextXray(): void {
    const { store } = this;
    if (!this.hasXray(store.get('xray_kind'), store.get('xray_stills'))) return;
    store.set({ xray: after(vocabulary().xrays, this.xray(store.get('xray'), this.step.xray)) });
  }

  toggleLabels(): void {
    this.store.set({ labelled: !this.store.get('labelled') });
  }

  /** Start the comparison, and put the keyboard where it is moved. */
  compare(): void {
    this.store.set({ compare: MIDDLE });
    requestAnimationFrame(() => document.getElementById('share')?.focus());
  }

  /** Open the card of a part; the same part again, or none, closes it. */
  pick(key: string, terms: Terms): void {
    const isOpen = key === this.store.get('selected');
    this.store.set({ selected: isOpen || !(key in terms) ? '' : key });
  }

  /** Close the card; the keyboard goes back to the label, or else to the picture. */
  putAway(): void {
    const key = this.store.get('selected');
    if (!key) return;
    const hadFocus = document.querySelector('.card')?.contains(document.activeElement);
    this.store.set({ selected: '' });
    if (!hadFocus) return;
    const label = document.querySelector<HTMLElement>(`[data-label="${key}"]`);
    (label ?? document.querySelector<HTMLElement>('.viewer canvas'))?.focus();
  }

  /** What belonged to the step that the person has left. */
  leave(): void {
    this.store.set({ selected: '', compare: null });
  }

  private get step(): { layers: readonly string[]; xray: boolean } {
    return this.store.get('steps')[this.store.get('step')]!;
  }
}

function after(values: readonly string[], value: string): string {
  return values[(values.indexOf(value) + 1) % values.length]!;
}
