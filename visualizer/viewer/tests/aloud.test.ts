import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf, placesOf, sentencesOf, wholeOf, wordAt } from '../src/page/read/sentences.ts';
import { voiceFor } from '../src/page/read/voices.ts';

const said = (text: string, language = 'en') =>
  sentencesOf(text, language).map(({ start, end }) => text.slice(start, end));

test('a text is said sentence by sentence, without the white space between them', () => {
  assert.deepEqual(said(' You lie down.  Does it sting? \n A little! '), [
    'You lie down.',
    'Does it sting?',
    'A little!',
  ]);
  assert.deepEqual(said('¿Duele? Un poco, unos 1.5 minutos.', 'es'), [
    '¿Duele?',
    'Un poco, unos 1.5 minutos.',
  ]);
  assert.deepEqual(said('  \n '), []);
});

test('a browser that cannot tell sentences apart goes by their last marks', () => {
  const { Segmenter } = Intl;
  Reflect.deleteProperty(Intl, 'Segmenter');
  try {
    assert.deepEqual(said('It takes 1.5 hours. Then you rest'), [
      'It takes 1.5 hours.',
      'Then you rest',
    ]);
  } finally {
    Object.assign(Intl, { Segmenter });
  }
});

test('what stands in several nodes is one text, and no two words run into each other', () => {
  const pieces = piecesOf([
    ['a', '26'],
    ['b', 'to'],
    ['c', '20 mm '],
    ['d', 'tall'],
  ]);
  assert.equal(wholeOf(pieces), '26 to 20 mm tall');
});

test('every stretch of the text is found again in its nodes', () => {
  const pieces = piecesOf([
    ['a', 'One sentence. '],
    ['b', 'And'],
    ['c', 'another.'],
  ]);
  const whole = wholeOf(pieces);
  for (let start = 0; start < whole.length; start += 1) {
    for (let end = start + 1; end <= whole.length; end += 1) {
      if (/^\s|\s$/.test(whole.slice(start, end))) continue;
      const [from, to] = placesOf(pieces, { start, end })!;
      const inside = pieces.filter(({ node }) => node >= from.node && node <= to.node);
      const texts = inside.map(({ node, text }) =>
        text.slice(node === from.node ? from.offset : 0, node === to.node ? to.offset : undefined),
      );
      assert.equal(texts.join('').replaceAll(' ', ''), whole.slice(start, end).replaceAll(' ', ''));
    }
  }
});

test('a word is marked without its comma, however much the voice tells of it', () => {
  const text = 'X-ray pictures, “live”: don’t move.';
  const word = (start: number, length?: number) => {
    const found = wordAt(text, start, length);
    return found && text.slice(found.start, found.end);
  };
  assert.equal(word(0), 'X-ray');
  assert.equal(word(0, 5), 'X-ray');
  assert.equal(word(6), 'pictures');
  assert.equal(word(16), 'live');
  assert.equal(word(24), 'don’t');
  assert.equal(word(30, 5), 'move');
  assert.equal(word(15), null);
  assert.equal(word(text.length), null);
});

test('a voice speaks the language of the page, on the device rather than far away', () => {
  const voice = (lang: string, localService = false, isDefault = false) => ({
    lang,
    localService,
    default: isDefault,
  });
  const far = voice('en-US', false, true);
  const near = voice('en_GB', true);
  const chosen = voice('en-AU', true, true);
  const voices = [voice('de-DE', true, true), far, near];
  assert.equal(voiceFor(voices, 'en'), near);
  assert.equal(voiceFor([...voices, chosen], 'en'), chosen);
  assert.equal(voiceFor([far], 'en'), far);
  assert.equal(voiceFor(voices, 'es'), null);
  assert.equal(voiceFor([], 'en'), null);
});
