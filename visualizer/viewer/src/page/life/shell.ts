/** Take the first paint away; the living page stands in its place. */
export function removeShell(): void {
  document.getElementById('shell')?.remove();
  document.querySelector('.unscripted')?.remove();
}

/** Where the page did not come to life, show what it shows without scripts. */
export function readWithoutLife(): void {
  const unscripted = document.querySelector('noscript');
  if (!unscripted || !document.getElementById('shell')) return;
  const page = new DOMParser().parseFromString(unscripted.textContent ?? '', 'text/html');
  unscripted.after(...page.body.children);
}

const HAS_POPOVER: boolean = 'popover' in HTMLElement.prototype;

/** Let notices be put away, and panels open where the browser does not do it by itself. */
export function helpTheShell(): void {
  openTopic(document.documentElement.dataset['topic']);
  document.addEventListener('click', (event) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    if (target.matches('.skip')) {
      event.preventDefault(); // the address is for what is shown
      document.getElementById('words')?.focus();
    }
    target.closest('[data-dismiss]')?.closest('.notice')?.remove();
    const name = target.closest('[popovertarget]')?.getAttribute('popovertarget');
    if (name && !HAS_POPOVER) toggleByHand(name);
  });
}

/** Open the topic that the link asked for. */
function openTopic(key?: string): void {
  const topic = key && document.getElementById(`topic-${key}`);
  if (!(topic instanceof HTMLDetailsElement)) return;
  topic.open = true;
  openPanel('topics');
  topic.scrollIntoView();
}

/** Open one of the page's panels by its name. */
export function openPanel(name: string): void {
  const panel = document.getElementById(name);
  if (HAS_POPOVER) panel?.togglePopover(true);
  else toggleByHand(name);
}

/** Open a panel, or close it when it is open; the panel may be missing. */
export function togglePanel(name: string): void {
  const panel = document.getElementById(name);
  if (HAS_POPOVER) panel?.togglePopover();
  else toggleByHand(name);
}

export function hasOpenPanel(): boolean {
  return document.querySelector(HAS_POPOVER ? ':popover-open' : 'dialog[open]') !== null;
}

/** Close every panel that is open. */
export function closePanels(): void {
  for (const panel of document.querySelectorAll<HTMLElement>('dialog.panel, [popover]')) {
    if (HAS_POPOVER && panel.matches(':popover-open')) panel.hidePopover();
    else if (panel instanceof HTMLDialogElement && panel.open) panel.close();
  }
}

function toggleByHand(name: string): void {
  const panel = document.getElementById(name);
  if (!(panel instanceof HTMLDialogElement)) return;
  if (panel.open) panel.close();
  else panel.showModal();
}
