import { expectScene } from '../../scene/arrival.ts';
import type { VueApp } from '../../viewer/component.ts';
import { prepareViewer } from '../../draw/prepare.ts';
import { carriedPage, startAlone } from './alone.ts';
import { showLetters } from '../read/letters.ts';
import { followLink } from './link.ts';
import type { Example } from '../case/own.ts';
import { afterPaint } from './paint.ts';
import { startQuestions } from '../questions/questions.ts';
import { helpTheShell, readWithoutLife } from './shell.ts';
import type { Sent } from './store.ts';

/** Milliseconds after which a page that has not come to life is given up. */
const PATIENCE_MS = 12_000;

/** Bring the page to life, once its first paint is on the screen. */
export function bootPage(install: (app: VueApp) => void): void {
  const { client, scene, time = '0' } = document.documentElement.dataset;
  const carried = carriedPage();
  if (!scene || !(client || carried)) return; // another host than our page
  if (carried) {
    const { scripts, examples } = carried.state;
    followLink(scripts as Sent['scripts'], examples as Example[]);
  }
  showLetters();
  helpTheShell();
  startQuestions();
  setTimeout(readWithoutLife, PATIENCE_MS);
  if (carried) {
    expectScene(scene);
    afterPaint(() => startAlone(carried, install));
  } else if (client) {
    // While the server is asked for its state there is time.
    afterPaint(() => startClient(client, () => prepareViewer(scene, Number(time))));
  }
}

/**
 * trame's client obeys `?sessionURL=` and removes it from the address; so it is told its own
 * server here, whatever the link says. Without one it would ask a launcher that is not there.
 */
function startClient(client: string, meanwhile: () => void): void {
  const address = new URL(location.href);
  address.searchParams.set('sessionURL', 'ws://USE_HOST/ws');
  history.replaceState(history.state, '', address);
  const script = document.createElement('script');
  Object.assign(script, { type: 'module', src: client });
  script.addEventListener('load', meanwhile);
  document.head.append(script);
}
