import type { ViewStore } from '../life/store.ts';

/** Pictures of a case are painted one after another, by a server that does other things first. */
const LOOK_MS = 2000;
/** Looks for one picture before the page goes on without it. */
const MOST_LOOKS = 90;

/** Wait until the server has a picture, or is not going to have it. */
export async function isPainted(
  address: string,
  signal: AbortSignal,
  meanwhile = () => {},
): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    // The server answers with nothing while it has no such picture.
    const { status } = await fetch(address, { signal });
    if (status === 200) return;
    await pause(LOOK_MS, signal);
    meanwhile();
  }
}

/** Show each picture again until the last one is painted, where pictures are all there is. */
export async function followPictures(store: ViewStore, signal: AbortSignal): Promise<void> {
  if (store.get('tier') !== 'stills') return;
  const show = () => store.set({ stills: [...store.get('stills')], xray_kind: 'stills' });
  // Once the X-ray has failed to load it is given up; it may be there now.
  store.set({ xray_kind: 'stills' });
  const last = store.get('xray_stills')['ap']?.at(-1) ?? store.get('stills').at(-1)!;
  try {
    await isPainted(last, signal, show);
    show();
  } catch {
    // Another case is shown now, or nobody answers: what is here stays.
  }
}

/** Wait so many milliseconds, unless it is not wanted any more. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('', 'AbortError'));
    });
  });
}
