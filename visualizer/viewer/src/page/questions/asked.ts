/** What a person wants to ask: ids of ticked sentences, and questions of their own. */
export interface Asked {
  readonly ticked: readonly string[];
  readonly own: readonly string[];
}

/** Where browsers keep it; the number is that of the shape above. */
export const KEY = 'kyphoplasty.questions.1';
/** Letters of an own question. */
export const LONGEST = 200;
/** Own questions on one list. */
export const MOST = 20;
export const NOTHING: Asked = Object.freeze({ ticked: [], own: [] });

/** Read what a browser has kept; anything else than a list is as good as nothing. */
export function parseAsked(text: string | null): Asked {
  try {
    const { ticked, own } = JSON.parse(text ?? '{}') as Partial<Record<keyof Asked, unknown>>;
    const short = texts(own).filter((question) => lengthOf(question) <= LONGEST);
    return { ticked: texts(ticked), own: short.slice(0, MOST) };
  } catch {
    return NOTHING;
  }
}

/** Letters as a person counts them: a sign of two halves is one. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** Keeps a list in this browser alone, or in memory where the browser keeps nothing. */
export class AskedStore {
  /** Whether the list outlives this page. */
  isKept = true;
  private remembered: Asked = NOTHING;

  /** Storage is opened anew each time: merely asking for it is an error in some browsers. */
  constructor(private readonly open: () => Storage = () => localStorage) {}

  get asked(): Asked {
    if (!this.isKept) return this.remembered;
    try {
      return parseAsked(this.open().getItem(KEY));
    } catch {
      this.isKept = false;
      return this.remembered;
    }
  }

  set asked(asked: Asked) {
    this.remembered = asked;
    const isEmpty = asked.ticked.length + asked.own.length === 0;
    try {
      if (isEmpty) this.open().removeItem(KEY);
      else this.open().setItem(KEY, JSON.stringify(asked));
      this.isKept = true;
    } catch {
      this.isKept = false;
    }
  }
}

function texts(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return [...new Set(list.filter((item) => typeof item === 'string'))];
}
