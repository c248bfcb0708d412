/** Still pictures of the rest states: shown until the scene draws, and wherever it cannot. */
export class Stills {
  private readonly layer: HTMLDivElement;
  private pictures: readonly string[] = [];
  private current = -1;
  private isVisible = true;

  constructor(
    host: HTMLElement,
    private readonly fadeMs: number,
  ) {
    this.layer = document.createElement('div');
    this.layer.className = 'walkthrough-stills';
    Object.assign(this.layer.style, { position: 'absolute', inset: '0', overflow: 'hidden' });
    host.append(this.layer);
  }

  set(pictures: readonly string[]): void {
    this.pictures = pictures;
    this.current = -1;
  }

  get visible(): boolean {
    return this.isVisible;
  }

  set visible(visible: boolean) {
    this.isVisible = visible;
    this.layer.style.display = visible ? '' : 'none';
  }

  /** What the pictures show, for those who cannot see them. */
  describe(label: string): void {
    this.layer.setAttribute('role', 'img');
    this.layer.setAttribute('aria-label', label);
  }

  /** Show a picture; the one before fades out once the new one has arrived. */
  show(index: number): void {
    const source = this.pictures[index];
    if (!this.isVisible || index === this.current || !source) return;
    this.current = index;
    const picture = document.createElement('img');
    Object.assign(picture.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      objectFit: 'contain',
      opacity: '0',
      transition: `opacity ${this.fadeMs}ms`,
    });
    picture.alt = '';
    picture.addEventListener('load', () => this.reveal(picture), { once: true });
    // Better nothing than the picture of another step.
    picture.addEventListener('error', () => this.layer.replaceChildren(), { once: true });
    picture.src = source;
    this.layer.append(picture);
  }

  private reveal(picture: HTMLImageElement): void {
    picture.style.opacity = '1';
    setTimeout(() => {
      while (this.layer.firstChild !== picture && picture.parentNode === this.layer) {
        this.layer.firstChild?.remove();
      }
    }, this.fadeMs);
  }
}
