import { unpacked } from './packed.ts';

/** Called with real, decoded bytes; `total` is 0 while nobody knows it. */
export type OnProgress = (progress: { loaded: number; total: number }) => void;

/** Fetch a file, or unpack `#id` of the page itself, and report every piece of it. */
export async function fetchBytes(
  source: string,
  knownTotal: number,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const carried = source.startsWith('#') && document.querySelector(source);
  const response = carried ? new Response(unpacked(carried)) : await ask(source, signal);
  const total = knownTotal || lengthOf(response);
  onProgress({ loaded: 0, total });
  if (!response.body) return response.arrayBuffer();
  const pieces: Uint8Array[] = [];
  let loaded = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value);
    loaded += next.value.length;
    onProgress({ loaded, total: total && Math.max(total, loaded) });
  }
  onProgress({ loaded, total: loaded });
  return join(pieces, loaded);
}

async function ask(source: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(source, { signal }).catch((cause: unknown) => {
    throw new Error('The server did not answer.', { cause });
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response;
}

/** Return what a person is told when loading failed. */
export function sentence(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `The 3D picture could not be loaded. ${why}`;
}

/** Content-Length counts compressed bytes when the answer is compressed: then it is no total. */
function lengthOf(response: Response): number {
  if (response.headers.get('Content-Encoding')) return 0;
  return Number(response.headers.get('Content-Length')) || 0;
}

function join(pieces: Uint8Array[], length: number): ArrayBuffer {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes.buffer;
}
