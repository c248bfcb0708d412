/** What we need to know of one of the browser's voices. */
export interface Voice {
  lang: string;
  localService: boolean;
  default: boolean;
}

/**
 * The voice for a language: one that speaks on this device rather than far away, and among those
 * the one that the person has chosen for the device. Null where nobody speaks the language.
 */
export function voiceFor<Kind extends Voice>(
  voices: readonly Kind[],
  language: string,
): Kind | null {
  const speaking = voices.filter(({ lang }) => primary(lang) === primary(language));
  const rank = (voice: Voice) => Number(voice.localService) * 2 + Number(voice.default);
  return speaking.sort((one, other) => rank(other) - rank(one))[0] ?? null;
}

/** "es" of "es-MX", and of "es_MX" as some devices write it. */
function primary(language: string): string {
  return language.toLowerCase().split(/[-_]/)[0]!;
}
