/** Seconds after which a picture that is still being painted is asked for again, the first time. */
const PAINTING_S = 4;
const MOST_ASKED = 7;

/** Hide figures whose picture is not there, and ask for it again while it may be painted. */
export function awaitPictures(): void {
  for (const picture of document.querySelectorAll<HTMLImageElement>('figure img')) {
    let asked = 0;
    const miss = () => {
      picture.closest('figure')!.hidden = true;
      const seconds = PAINTING_S * 2 ** asked++;
      if (asked <= MOST_ASKED) setTimeout(() => (picture.src = picture.src), seconds * 1000);
    };
    picture.addEventListener('error', miss);
    picture.addEventListener('load', () => (picture.closest('figure')!.hidden = false));
    if (picture.complete && picture.naturalWidth === 0) miss();
  }
}
