/** Stands for the page that brings the vocabulary: a file that a Python test keeps as it is there. */
import words from './vocabulary.json';

Object.assign(globalThis, {
  document: { getElementById: () => ({ textContent: JSON.stringify(words) }) },
});
