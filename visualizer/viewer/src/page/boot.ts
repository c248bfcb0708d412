/**
 * Tell trame's client which server to speak to, whatever the link says: its own.
 *
 * The client obeys `?sessionURL=` and removes it from the address; without one it asks a launcher
 * that is not there.
 */
export function bootPage(): void {
  if (!document.getElementById('shell')) return; // another host than our page
  startLoading(document.documentElement.dataset['scene']);
  const address = new URL(location.href);
  address.searchParams.set('sessionURL', 'ws://USE_HOST/ws');
  history.replaceState(history.state, '', address);
}

/** Ask for the scene while the page is still being put together. */
function startLoading(scene: string | undefined): void {
  if (!scene) return;
  const link = document.createElement('link');
  Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: scene });
  document.head.append(link);
}
