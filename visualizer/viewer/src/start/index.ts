/**
 * The first script of a page with files beside it: the others run, in their order, only once the
 * page can be seen and read. They have been asked for meanwhile, and then the scene is.
 */
import { showLetters } from '../page/read/letters.ts';
import { modesIn } from '../page/life/mode.ts';
import { afterPaint } from '../page/life/paint.ts';

const { scripts = '' } = document.currentScript!.dataset;
const page = document.documentElement.dataset;

// What would look otherwise a moment later is right from the start.
showLetters();
if (!page['client']) page['mode'] = modesIn(new URLSearchParams(location.search));

afterPaint(() => {
  for (const address of scripts.split(' ')) add('script', { src: address, async: false });
  // Not called important: what the page is made of goes first.
  const asked = { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', fetchPriority: 'low' };
  if (page['scene']) add('link', { ...asked, href: page['scene'] });
});

function add(tag: string, properties: object): void {
  document.head.append(Object.assign(document.createElement(tag), properties));
}
