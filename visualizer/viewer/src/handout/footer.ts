/** Print a sentence and the number of the page in the margin of every sheet. */
export function showFooter(sentence: string): void {
  const sheet = new CSSStyleSheet();
  const text = JSON.stringify(sentence);
  sheet.replaceSync(`@page { @bottom-left { content: ${text}; } }`);
  document.adoptedStyleSheets.push(sheet);
}
