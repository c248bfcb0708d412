import { isAlone } from '../life/alone.ts';
import { caseNames, caseParts } from './case.ts';
import { withoutCase } from './own.ts';
import type { ViewStore } from '../life/store.ts';

/** What happens before a link is followed, copied or kept. */
const BEFORE = ['pointerover', 'focusin', 'click'] as const;

/**
 * Let links speak of what is shown: to the printable page and the file those of the case, to
 * another example those of the moment.
 */
export function followInLinks(store: ViewStore): void {
  const follow = ({ target }: Event) => {
    const link = target instanceof Element && target.closest('a[data-follows], a[data-example]');
    if (!(link instanceof HTMLAnchorElement)) return;
    if (!isAlone()) link.search = String(asking(new URLSearchParams(link.search), store));
    else if ('example' in link.dataset)
      link.search = String(withoutCase(new URLSearchParams(location.search)));
  };
  for (const event of BEFORE) document.addEventListener(event, follow, true);
}

function asking(query: URLSearchParams, store: ViewStore): URLSearchParams {
  const parts = caseParts({
    family: store.get('family'),
    treatment: store.get('treatment'),
    numbers: store.get('numbers'),
  });
  for (const name of caseNames()) query.delete(name);
  return new URLSearchParams([...query, ...Object.entries(parts)]);
}
