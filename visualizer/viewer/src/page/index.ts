/** What the page does beyond its markup: time, keys, the address, and life without the server. */
import { followInAddress, openedTime } from './address.ts';
import { listenForKeys } from './keys.ts';
import { listenForLanguages, onLanguage, wordsOf } from './language.ts';
import { Look } from './look.ts';
import { restoreQuestions } from './questions.ts';
import { ViewStore } from './trame.ts';
import { Walk } from './walk.ts';

export { bootPage } from './boot.ts';

interface PageApp {
  config: { globalProperties: Record<string, unknown> };
}

/** Give the page's templates `$walk`, `$look` and `$say`, and start what runs beside them. */
export function installPage(app: PageApp): void {
  const { trame, Vue } = window;
  const words = wordsOf(document);
  if (!trame || !words) return;
  const store = new ViewStore(trame.state);
  const walk = new Walk(store);
  const look = new Look(store);
  const say = Vue.reactive(words);
  Object.assign(app.config.globalProperties, { $walk: walk, $look: look, $say: say });
  const showStep = (time: number) => {
    const step = Math.round(time);
    if (step !== store.get('step')) look.leave();
    store.set({ step });
  };
  store.onTime(showStep);
  store.set({ time: openedTime(store.last) });
  followInAddress(store);
  listenForKeys(walk, look);
  listenForLanguages(say, () => store.set({ online: false }));
  onLanguage(restoreQuestions);
  trame.client.onConnectionClose(() => store.set({ online: false }));
}
