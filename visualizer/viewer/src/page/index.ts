/** What the page does beyond its markup: time, keys, the address, and life without the server. */
import { Aloud } from './aloud.ts';
import { followInAddress, openedTime } from './address.ts';
import { Kiosk } from './kiosk.ts';
import { listenForKeys } from './keys.ts';
import { listenForLanguages, onLanguage, wordsOf } from './language.ts';
import { Letters } from './letters.ts';
import { Look } from './look.ts';
import { isMode } from './mode.ts';
import { restoreQuestions } from './questions.ts';
import { ViewStore } from './trame.ts';
import { Walk } from './walk.ts';

export { bootPage } from './boot.ts';

interface PageApp {
  config: { globalProperties: Record<string, unknown> };
}

/** Give the page's templates `$walk`, `$look`, `$aloud`, `$letters` and `$say`, and start what runs beside them. */
export function installPage(app: PageApp): void {
  const { trame, Vue } = window;
  const words = wordsOf(document);
  if (!trame || !words) return;
  const store = new ViewStore(trame.state);
  const walk = new Walk(store);
  const look = new Look(store);
  const aloud = new Aloud(store);
  const letters = new Letters(store);
  const say = Vue.reactive(words);
  const helpers = { $walk: walk, $look: look, $aloud: aloud, $letters: letters, $say: say };
  Object.assign(app.config.globalProperties, helpers);
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
  listenForKeys(walk, look, aloud);
  listenForLanguages(say, () => store.set({ online: false }));
  onLanguage(restoreQuestions);
  const pauses = () => say['pauses'] as readonly number[];
  if (isMode('kiosk')) new Kiosk(store, aloud, letters, pauses).start();
  trame.client.onConnectionClose(() => store.set({ online: false }));
}
