/** Read what stands in the page, as base64 of gzip in an element; for pages without a server. */
export function unpacked(element: Element): ReadableStream<Uint8Array<ArrayBuffer>> {
  const text = atob(element.textContent?.trim() ?? '');
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
}
