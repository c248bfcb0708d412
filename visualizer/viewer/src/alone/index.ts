/**
 * The first script of a page that is one file: unpacks the others, which stand in it compressed.
 * As elements with their text they run wherever the file lies, and its policy knows their hashes.
 */
import { unpacked } from '../scene/packed.ts';
import { readWithoutLife } from '../page/life/shell.ts';

void start();

async function start(): Promise<void> {
  try {
    for (const packed of document.querySelectorAll('script[data-packed]')) await run(packed);
  } catch (error) {
    console.warn(error); // what follows says it in words
    readWithoutLife();
  }
}

async function run(packed: Element): Promise<void> {
  const script = document.createElement('script');
  script.textContent = await new Response(unpacked(packed)).text();
  document.head.append(script);
  packed.remove();
}
