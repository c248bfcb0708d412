import { startQuestions } from './questions.ts';
import { showLetters } from './letters.ts';
import { helpTheShell, readWithoutLife } from './shell.ts';

/** Milliseconds after which a page that has not come to life is given up. */
const PATIENCE_MS = 12_000;

/**
 * Bring the page to life, once its first paint is on the screen.
 *
 * trame's client obeys `?sessionURL=` and removes it from the address; so it is told its own
 * server here, whatever the link says. Without one it would ask a launcher that is not there.
 */
export function bootPage(): void {
  const { client, scene } = document.documentElement.dataset;
  if (!client || !scene) return; // another host than our page
  showLetters();
  helpTheShell();
  startQuestions();
  startLoading(scene);
  const address = new URL(location.href);
  address.searchParams.set('sessionURL', 'ws://USE_HOST/ws');
  afterPaint(() => {
    history.replaceState(history.state, '', address);
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', src: client });
    document.head.append(script);
  });
  setTimeout(readWithoutLife, PATIENCE_MS);
}

/** Ask for the scene while the page is still being put together. */
function startLoading(scene: string): void {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: scene });
  document.head.append(link);
}

function afterPaint(start: () => void): void {
  if (document.hidden) start();
  else requestAnimationFrame(() => setTimeout(start));
}
