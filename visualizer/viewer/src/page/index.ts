/** What the page does beyond its markup: time, keys, the address, and life without the server. */
import { Aloud } from './aloud.ts';
import { followInAddress, openedTime } from './address.ts';
import { Kiosk } from './kiosk.ts';
import { listenForKeys } from './keys.ts';
import { listenForLanguages, onLanguage, wordsOf } from './language.ts';
import { Letters } from './letters.ts';
import { Look } from './look.ts';
import { isMode } from './mode.ts';
import { Heights } from './plot.ts';
import { restoreQuestions } from './questions.ts';
import { ViewStore } from './trame.ts';
import { Walk } from './walk.ts';

export { bootPage } from './boot.ts';

interface PageApp {
  config: { globalProperties: Record<string, unknown> };
}

/** Give the page's templates `$walk`, `$look` and the other helpers, and start what runs beside them. */
export function installPage(app: PageApp): void {
  const { trame, Vue } = window;
  const words = wordsOf(document);
  if (!trame || !words) return;
  const store = new ViewStore(trame.state);
  const walk = new Walk(store);
  const look = new Look(store);
  const aloud = new Aloud(store);
  const letters = new Letters(store);
  const heights = new Heights(store, walk, Vue.reactive);
  const say = Vue.reactive(words);
  Object.assign(app.config.globalProperties, {
    $walk: walk,
    $look: look,
    $aloud: aloud,
    $letters: letters,
    $heights: heights,
    $say: say,
  });
  const showStep = (time: number) => {
    const step = Math.round(time);
    if (step !== store.get('step')) {
      look.leave();
      aloud.stop();
    }
    store.set({ step });
  };
  store.onTime(showStep);
  store.set({ time: openedTime(store.last) });
  followInAddress(store);
  listenForKeys(walk, look, aloud, heights);
  listenForLanguages(say, () => store.set({ online: false }));
  onLanguage(restoreQuestions);
  const pauses = () => say['pauses'] as readonly number[];
  if (isMode('kiosk')) new Kiosk(store, aloud, letters, pauses).start();
  trame.client.onConnectionClose(() => store.set({ online: false }));
}
