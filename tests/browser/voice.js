/** A voice that says nothing: it writes down what it was told, and ends when a test says so. */
(() => {
  const voices = [
    { name: 'Far', lang: 'en-US', localService: false, default: true },
    { name: 'Near', lang: 'en_GB', localService: true, default: false },
    { name: 'Cerca', lang: 'es-MX', localService: true, default: false },
  ];
  class Utterance {
    constructor(text) {
      Object.assign(this, { text, lang: '', rate: 1, voice: null });
    }
  }
  class Speech extends EventTarget {
    voices = voices;
    said = [];
    now = null;
    getVoices() {
      return this.voices;
    }
    /** The browser learns of its voices, as it does some time after the page has loaded. */
    learn(known) {
      this.voices = known;
      this.dispatchEvent(new Event('voiceschanged'));
    }
    speak(utterance) {
      this.now = utterance;
      this.said.push(utterance);
    }
    cancel() {
      const { now } = this;
      this.now = null;
      // Browsers tell it later.
      if (now) setTimeout(() => now.onerror?.({ error: 'interrupted' }));
    }
    /** Say the word at a place of the sentence; some voices do not tell its length. */
    word(charIndex, charLength) {
      this.now.onboundary?.({ name: 'word', charIndex, charLength });
    }
    finish() {
      const { now } = this;
      this.now = null;
      now.onend?.({});
    }
    fail(error) {
      const { now } = this;
      this.now = null;
      now.onerror?.({ error });
    }
  }
  const define = (name, value) =>
    Object.defineProperty(window, name, { value, configurable: true, writable: true });
  define('SpeechSynthesisUtterance', Utterance);
  define('speechSynthesis', new Speech());
})();
