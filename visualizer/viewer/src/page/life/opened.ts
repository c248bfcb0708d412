import { usualCase } from '../case/case.ts';
import type { Case } from '../case/case.ts';
import type { ChosenLook } from '../look/lookparts.ts';
import { isAlone } from './alone.ts';

/** What an address asks for, without what was wrong. */
export interface Opened {
  readonly case: Case;
  readonly look: Partial<ChosenLook>;
}

let read: Opened | null = null;

/** Return what the page opens with, as its server or the page itself has read the address. */
export function opened(): Opened {
  return read ?? written();
}

/** Open with something else: nobody has read the address before. */
export function open(asked: Opened): void {
  read = asked;
}

/** The case that an address asks for which names none. */
export function ownCase(): Case {
  return isAlone() ? written().case : usualCase();
}

function written(): Opened {
  return JSON.parse(document.getElementById('opened')!.textContent!) as Opened;
}
