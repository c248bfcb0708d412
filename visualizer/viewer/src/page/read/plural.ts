/** Phrases by CLDR plural category, as data attributes carry them; `other` is always there. */
export type Forms = Readonly<Record<string, string | undefined>>;

/** Say a count as the language does; where there is a `zero`, it also says 0. */
export function counted(count: number, forms: Forms, language: string): string {
  const form = (count === 0 && forms['zero']) || forms[category(count, language)];
  return (form || forms['other'] || '').replace('{count}', String(count));
}

function category(count: number, language: string): string {
  if (Intl.PluralRules.supportedLocalesOf(language).length === 0) return 'other';
  return new Intl.PluralRules(language).select(count);
}
