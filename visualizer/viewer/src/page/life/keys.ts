import type { Aloud } from '../read/aloud.ts';
import type { Look } from '../look/look.ts';
import type { Heights } from '../look/plot.ts';
import { hasOpenPanel, openPanel, togglePanel } from './shell.ts';
import { vocabulary } from './vocabulary.ts';
import type { Walk } from './walk.ts';

type Action = (walk: Walk, look: Look, aloud: Aloud, heights: Heights) => void;

const ACTIONS: Readonly<Record<string, Action>> = {
  ' ': (walk) => walk.toggle(),
  '[': (walk) => walk.back(),
  ']': (walk) => walk.next(),
  o: (_, look) => look.nextOpening(),
  l: (_, look) => look.toggleLabels(),
  x: (_, look) => look.nextXray(),
  r: (_walk, _look, aloud) => aloud.toggle(),
  h: (_walk, _look, _aloud, heights) => heights.toggle(),
  v: () => togglePanel('choices'),
  c: () => openPanel('call'),
  f: (walk) => walk.canFill && walk.fill(),
  '?': () => openPanel('help'),
};

/** Elements that use keys themselves. */
const USES_KEYS = 'input, select, textarea, dialog';
/** Elements that the space bar presses. */
const PRESSED_BY_SPACE = 'button, summary, a';

/** Listen for the page's single-key shortcuts, which a person can turn off. */
export function listenForKeys(walk: Walk, look: Look, aloud: Aloud, heights: Heights): void {
  document.addEventListener('keydown', (event) => {
    // A panel closes by itself, and before the card that may be open under it.
    if (event.key === 'Escape' && !hasOpenPanel()) look.putAway();
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const action = ACTIONS[event.key.toLowerCase()] ?? viewing(event.key);
    const target = event.target instanceof Element ? event.target : document.body;
    if (!action || !switchedOn() || usesKey(target, event.key)) return;
    event.preventDefault();
    action(walk, look, aloud, heights);
  });
}

/** Points of view are counted from 1; 0 is the way back, too. */
function viewing(key: string): Action | undefined {
  const view = /^\d$/.test(key) && vocabulary().views[Math.max(0, Number(key) - 1)];
  return view ? (walk) => walk.look(view) : undefined;
}

function usesKey(target: Element, key: string): boolean {
  if (key === ' ') return target.matches(`${USES_KEYS}, ${PRESSED_BY_SPACE}`);
  return target.matches('select, textarea, input:not([type=range], [type=checkbox])');
}

function switchedOn(): boolean {
  const box = document.getElementById('single-keys');
  return !(box instanceof HTMLInputElement) || box.checked;
}
