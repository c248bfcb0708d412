import type { ViewStore } from '../life/store.ts';

/** Sizes of text in percent; the stylesheet knows each of them. */
const SIZES = [100, 115, 130, 150] as const;
const KEPT_AS = 'text-size';

type Way = 'smaller' | 'larger';

/**
 * The size of all text, kept in this browser; the page's templates call it `$letters`.
 *
 * It is set on the root, and the stylesheet has every size in rem. Rules that depend on whether text
 * has room ask a container: widths in media queries do not grow with text.
 */
export class Letters {
  constructor(private readonly store: ViewStore) {
    store.set({ text_size: keptSize() });
  }

  smaller(): void {
    this.change('smaller');
  }

  larger(): void {
    this.change('larger');
  }

  /** The usual size again, and no trace of another. */
  forget(): void {
    this.store.set({ text_size: SIZES[0] });
    showLetters(SIZES[0]);
    try {
      localStorage.removeItem(KEPT_AS);
    } catch {
      // Nothing was kept either.
    }
  }

  can(way: Way, size: number): boolean {
    return sizeAfter(size, way) !== size;
  }

  private change(way: Way): void {
    const size = sizeAfter(this.store.get('text_size'), way);
    this.store.set({ text_size: size });
    keep(size);
    showLetters(size);
  }
}

/** Set text as large as the person had it at the last visit. */
export function showLetters(size: number = keptSize()): void {
  document.documentElement.dataset['letters'] = String(size);
}

/** The next size; at either end the same one. */
export function sizeAfter(size: number, way: Way): number {
  const place = SIZES.findIndex((known) => known === size) + (way === 'larger' ? 1 : -1);
  return SIZES[Math.min(Math.max(place, 0), SIZES.length - 1)]!;
}

/** A size that was kept; anything else, and a browser that keeps nothing, is the usual one. */
function keptSize(): number {
  try {
    const kept = Number(localStorage.getItem(KEPT_AS));
    return SIZES.find((size) => size === kept) ?? SIZES[0];
  } catch {
    return SIZES[0];
  }
}

function keep(size: number): void {
  try {
    localStorage.setItem(KEPT_AS, String(size));
  } catch {
    // Kept until the page is left.
  }
}
