import { clamp } from './slider.ts';
import type { ViewStore } from './trame.ts';

/** Browsers refuse addresses that change too often. */
const QUIET_MS = 400;

/** The moment that the link asked for; the server has checked it. */
export function openedTime(last: number): number {
  return clamp(Number(document.documentElement.dataset['time'] ?? 0), last);
}

/** Keep the address at the moment shown, so that it can be shared. */
export function followInAddress(store: ViewStore): void {
  let timer = 0;
  store.onTime(() => {
    clearTimeout(timer);
    timer = window.setTimeout(() => write(store.get('time')), QUIET_MS);
  });
}

function write(time: number): void {
  const address = new URL(location.href);
  const name = Number.isInteger(time) ? 'step' : 't';
  address.search = time === 0 ? '' : `?${name}=${name === 'step' ? time + 1 : time.toFixed(2)}`;
  if (address.href !== location.href) history.replaceState(history.state, '', address);
}
