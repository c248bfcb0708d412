/** What the printable page does beyond its markup; without it everything can still be read. */
import { showAsked } from './ask.ts';
import { showFooter } from './footer.ts';
import { awaitPictures } from './awaitpictures.ts';

showFooter(document.body.dataset['footer'] ?? '');
showAsked();
awaitPictures();
for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
