/** Start something once words or a picture are on the screen; at once where nobody looks. */
export function afterPaint(start: () => void): void {
  if (document.hidden || hasContent(performance.getEntriesByType('paint'))) start();
  else if (PerformanceObserver.supportedEntryTypes.includes('paint')) onPaint(start);
  else requestAnimationFrame(() => setTimeout(start));
}

function onPaint(start: () => void): void {
  const watch = new PerformanceObserver((list) => {
    if (!hasContent(list.getEntries())) return;
    watch.disconnect();
    start();
  });
  watch.observe({ type: 'paint', buffered: true });
}

function hasContent(entries: readonly PerformanceEntry[]): boolean {
  return entries.some(({ name }) => name === 'first-contentful-paint');
}
