import { parseGltf } from './gltf.ts';
import { fetchBytes } from './load.ts';
import type { OnProgress } from './load.ts';
import { WalkthroughScene } from './walkthrough.ts';

/** Gigabytes; only some browsers tell. */
const { deviceMemory = 8 } = navigator as { deviceMemory?: number };
/** All that one choice can lead to, where there is room: each takes up to 18 MB. */
export const MOST_KEPT = deviceMemory > 4 ? 8 : 4;

/** A scene on its way or here, whether or not there is somebody to show it. */
export class Arrival {
  readonly scene: Promise<WalkthroughScene>;
  private state: 'coming' | 'here' | 'lost' = 'coming';
  private readonly stopping = new AbortController();
  private progress = { loaded: 0, total: 0 };
  private report: OnProgress = () => {};

  constructor(
    readonly source: string,
    /** Given where it is here already. */
    here: WalkthroughScene | null = null,
  ) {
    this.scene = here ? Promise.resolve(here) : this.come();
    if (here) this.note({ loaded: 1, total: 1 });
    // Whoever shows it says what went wrong.
    this.scene.then(
      () => (this.state = 'here'),
      () => (this.state = 'lost'),
    );
  }

  /** It will not come any more. */
  get isLost(): boolean {
    return this.state === 'lost';
  }

  /** Report every piece that comes from now on, and those that are here. */
  follow(report: OnProgress, knownTotal: number): void {
    this.report = ({ loaded, total }) => {
      report({ loaded, total: Math.max(total || knownTotal, knownTotal && loaded) });
    };
    this.report(this.progress);
  }

  /** Let it not come; what is here stays. */
  stop(): void {
    if (this.state !== 'coming') return;
    this.state = 'lost';
    this.stopping.abort();
  }

  private async come(): Promise<WalkthroughScene> {
    const bytes = await fetchBytes(this.source, 0, (now) => this.note(now), this.stopping.signal);
    return new WalkthroughScene(await parseGltf(bytes), this.source);
  }

  private note(progress: { loaded: number; total: number }): void {
    this.progress = progress;
    this.report(progress);
  }
}

/** Scenes that nobody shows now, by their source; what was wanted last comes last. */
const kept = new Map<string, Arrival>();

/** Have a scene come, or stay, that may be asked for. */
export function expectScene(source: string): Arrival {
  const known = taken(source) ?? new Arrival(source);
  keep(known);
  return known;
}

/** The scene that is kept, for one who shows it; any other begins to come now. */
export function arrivalOf(source: string): Arrival {
  return taken(source) ?? new Arrival(source);
}

/** Keep a scene that is shown no more: it may be gone back to. */
export function keepScene(scene: WalkthroughScene): void {
  if (!kept.has(scene.source)) keep(new Arrival(scene.source, scene));
}

function taken(source: string): Arrival | null {
  const known = kept.get(source);
  kept.delete(source);
  return known && !known.isLost ? known : null;
}

function keep(arrival: Arrival): void {
  kept.set(arrival.source, arrival);
  if (kept.size <= MOST_KEPT) return;
  const [eldest] = kept.values();
  kept.delete(eldest!.source);
  eldest!.stop();
}
