import { vocabulary } from './vocabulary.ts';

/**
 * Ways to show the page that its address asks for: `?embed=1` is the player alone, for a frame on
 * another site; `?kiosk=1` plays by itself and forgets who was there.
 */
type Mode = 'embed' | 'kiosk';

/** Return what an address asks for, where no server has read it. */
export function modesIn(query: URLSearchParams): string {
  return vocabulary()
    .modes.filter((mode) => query.get(mode) === '1')
    .join(' ');
}

export function isMode(mode: Mode): boolean {
  return modes().includes(mode);
}

/** The part of the address that keeps the page as it is. */
export function modeParts(): Partial<Record<Mode, string>> {
  return Object.fromEntries(modes().map((mode) => [mode, '1']));
}

function modes(): Mode[] {
  const asked = document.documentElement.dataset['mode'] ?? '';
  return asked.split(' ').filter(Boolean) as Mode[];
}
