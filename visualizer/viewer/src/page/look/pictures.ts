import type { ViewStore } from '../life/store.ts';

/** Pictures of a case are painted one after another, by a server that does other things first. */
const LOOK_MS = 1500;
const LOOK_LONG_MS = 4000;
/** Looks for one picture before the page goes on without it. */
const MOST_LOOKS = 60;

/** Still pictures of a case that are still being painted. */
export class Pictures {
  private turn = 0;

  constructor(private readonly store: ViewStore) {}

  /** Wait for one picture; give up when it does not come. */
  async first(address: string, signal: AbortSignal): Promise<void> {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      if (await isPainted(address, signal)) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      signal.throwIfAborted();
    }
  }

  /** Where pictures are all there is: show each again until the last one is painted. */
  follow(): void {
    this.turn += 1;
    if (this.store.get('tier') === 'stills') void this.lookAgain(this.turn);
  }

  private async lookAgain(turn: number): Promise<void> {
    const { store } = this;
    const last = store.get('xray_stills')['ap']?.at(-1) ?? store.get('stills').at(-1)!;
    // Once the X-ray has failed to load it is given up; it may be there now.
    store.set({ xray_kind: 'stills' });
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      if (await isPainted(last).catch(() => true)) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_LONG_MS));
      if (turn !== this.turn) return;
      this.show();
    }
    if (turn === this.turn) this.show();
  }

  private show(): void {
    this.store.set({ stills: [...this.store.get('stills')], xray_kind: 'stills' });
  }
}

/** The server answers with nothing while it has no such picture. */
async function isPainted(address: string, signal?: AbortSignal): Promise<boolean> {
  const { status } = await fetch(address, signal ? { signal } : {});
  return status === 200;
}
