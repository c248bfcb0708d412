import { parseGltf } from './gltf.ts';
import { fetchBytes } from './load.ts';
import type { OnProgress } from './load.ts';
import { WalkthroughScene } from './scene.ts';

/** A scene on its way, whether or not there is somebody to show it yet. */
export class Arrival {
  readonly scene: Promise<WalkthroughScene>;
  /** It will not come any more. */
  isLost = false;
  private readonly stopping = new AbortController();
  private here = { loaded: 0, total: 0 };
  private tell: OnProgress = () => {};

  constructor(readonly source: string) {
    this.scene = this.come();
    // Whoever shows it says what went wrong.
    this.scene.catch(() => (this.isLost = true));
  }

  /** Tell of every piece that comes from now on, and of those that are here. */
  follow(tell: OnProgress, knownTotal: number): void {
    this.tell = ({ loaded, total }) => {
      tell({ loaded, total: Math.max(total || knownTotal, knownTotal && loaded) });
    };
    this.tell(this.here);
  }

  stop(): void {
    this.isLost = true;
    this.stopping.abort();
  }

  private async come(): Promise<WalkthroughScene> {
    const bytes = await fetchBytes(this.source, 0, (now) => this.note(now), this.stopping.signal);
    return new WalkthroughScene(await parseGltf(bytes));
  }

  private note(progress: { loaded: number; total: number }): void {
    this.here = progress;
    this.tell(progress);
  }
}

let expected: Arrival | null = null;

/** Have a scene come that will be asked for; one at a time. */
export function expectScene(source: string): Arrival {
  if (expected?.source === source && !expected.isLost) return expected;
  expected?.stop();
  return (expected = new Arrival(source));
}

/** The scene that is expected, once; any other begins to come now. */
export function arrivalOf(source: string): Arrival {
  const known = expected?.source === source && !expected.isLost ? expected : null;
  if (known) expected = null;
  return known ?? new Arrival(source);
}
