/** What the page does beyond its markup: time, keys, the address, and life without the server. */
import { Aloud } from '../read/aloud.ts';
import { followInAddress, openedTime } from '../look/address.ts';
import { isAlone } from './alone.ts';
import { isSame } from '../case/case.ts';
import { Beside } from '../case/beside.ts';
import { Cases } from '../case/cases.ts';
import { exampleLine, showExample } from '../case/example.ts';
import type { CaseWords } from '../case/example.ts';
import { Kiosk } from './kiosk.ts';
import { listenForKeys } from './keys.ts';
import { listenForLanguages, onLanguage, wordsOf } from '../read/language.ts';
import { Letters } from '../read/letters.ts';
import { Locator } from '../look/locator.ts';
import { Look } from '../look/look.ts';
import { isMode } from './mode.ts';
import { opened } from './opened.ts';
import { Obtainer } from '../case/obtain.ts';
import { Heights } from '../look/plot.ts';
import { restoreQuestions } from '../questions/questions.ts';
import { PERSON } from '../../camera/wish.ts';
import { Share } from './share.ts';
import { followInLinks } from '../case/taken.ts';
import { adopt, shownWithThePage } from '../case/casefiles.ts';
import { stepsUnder } from '../case/steps.ts';
import { isJustFull, stepsFor } from '../case/variants.ts';
import { ViewStore } from './store.ts';
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
  const say = Vue.reactive(words);
  const underOne = () => (say['asides'] as Record<string, string>)['under_one']!;
  const look = new Look(store, underOne);
  const aloud = new Aloud(store);
  const letters = new Letters(store);
  const heights = new Heights(store, walk, underOne, Vue.reactive);
  const caseWords = () => say['cases'] as CaseWords;
  const obtainer = new Obtainer(store, caseWords);
  const cases = new Cases(store, caseWords, obtainer);
  let usual = { ...words };
  const beside = new Beside(store, say, () => usual, obtainer);
  Object.assign(app.config.globalProperties, {
    $walk: walk,
    $look: look,
    $locator: new Locator(store),
    $aloud: aloud,
    $letters: letters,
    $heights: heights,
    $case: cases,
    $beside: beside,
    $share: new Share(store, Vue.reactive),
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
  openAsked(store, cases, beside);
  store.set({ time: openedTime(store.last) });
  followInAddress(store);
  followInLinks(store);
  listenForKeys(walk, look, aloud, heights);
  listenForLanguages(say, () => store.set({ online: false }));
  onLanguage(restoreQuestions);
  const pauses = () => say['pauses'] as readonly number[];
  if (isMode('kiosk')) new Kiosk(store, aloud, letters, pauses).start();
  let wasJustFull = false;
  const speakOfTheCase = () => {
    const [family, treatment] = [store.get('family'), store.get('treatment')];
    const { pictured } = cases;
    wasJustFull = isJustFull(pictured);
    const script = store.get('scripts')[treatment]!;
    Object.assign(say, stepsFor(family, pictured, script, usual, isUnaccompanied(store)));
    showExample(exampleLine(caseWords(), family, treatment));
  };
  const speakOfTheCement = () => {
    if (isJustFull(cases.pictured) !== wasJustFull) speakOfTheCase();
  };
  store.on('family', speakOfTheCase);
  store.on('accompanied', speakOfTheCase);
  store.on('layers', speakOfTheCase);
  store.on('numbers', speakOfTheCement);
  store.on('tier', speakOfTheCement);
  store.on('treatment', () => {
    look.leave();
    aloud.stop();
    speakOfTheCase();
  });
  speakOfTheCase();
  onLanguage(() => {
    usual = { ...say };
    speakOfTheCase();
  });
  trame.client.onConnectionClose(() => store.set({ online: false }));
}

/** Whether no person stands around the model: a browser that cannot draw has pictures with one. */
function isUnaccompanied(store: ViewStore): boolean {
  const isPictured = store.get('tier') === 'stills' && store.get('companions').length > 0;
  if (isPictured) return false;
  return !store.get('accompanied') || store.get('layers')[PERSON] === false;
}

/** Show the case and the picture that the link asked for; the server has checked it. */
function openAsked(store: ViewStore, cases: Cases, beside: Beside): void {
  const { case: asked, look } = opened();
  const { family, treatment, numbers } = asked;
  const steps = stepsUnder(store.get('scripts'), store.get('treatments'), treatment);
  store.set({ ...look, treatment, numbers, ...steps });
  // All that such a page has is of its own case.
  if (isAlone()) store.set({ family });
  const shown = shownWithThePage();
  if (isSame(family, store.get('family'))) beside.put(store.get('beside'));
  else if (shown) adopt(store, family, shown);
  else void cases.want(family);
}
