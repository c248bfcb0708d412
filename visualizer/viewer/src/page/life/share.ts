import { generate } from 'lean-qr/nano';
import type { ViewStore } from './store.ts';

/** White around a code, in its own squares: readers need it. */
const MARGIN = 4;

interface Code {
  size: number;
  path: string;
}

/** The link to what is seen; the page's templates call it `$share`. */
export class Share {
  /** Whether the code is unfolded: only then is it made. */
  readonly code: { isOpen: boolean };
  private known = '';
  private made: Code = { size: 0, path: '' };

  constructor(
    private readonly store: ViewStore,
    reactive: <Value extends object>(value: Value) => Value,
  ) {
    this.code = reactive({ isOpen: false });
    store.on('address', () => store.get('copied') && store.set({ copied: '' }));
  }

  show(isOpen: boolean): void {
    this.code.isOpen = isOpen;
  }

  /** Copy the link; where the browser does not let us, mark it. */
  async copy(): Promise<void> {
    this.store.set({ copied: '' });
    try {
      await navigator.clipboard.writeText(this.store.get('address'));
      this.store.set({ copied: 'copied' });
    } catch {
      this.store.set({ copied: 'not_copied' });
      const field = document.getElementById('shared');
      if (field instanceof HTMLInputElement) field.focus();
    }
  }

  box(link: string): string {
    const side = this.codeOf(link).size + 2 * MARGIN;
    return `${-MARGIN} ${-MARGIN} ${side} ${side}`;
  }

  /** The dark squares; none where the link is too long for a code. */
  path(link: string): string {
    return this.codeOf(link).path;
  }

  private codeOf(link: string): Code {
    if (link !== this.known) {
      this.known = link;
      this.made = codeOf(link);
    }
    return this.made;
  }
}

/** The squares of a QR code, a run of dark ones in each row as one rectangle. */
export function codeOf(link: string): Code {
  try {
    const { size, get } = generate(link);
    let path = '';
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const start = x;
        while (get(x, y)) x += 1;
        if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
      }
    }
    return { size, path };
  } catch {
    return { size: 0, path: '' };
  }
}
