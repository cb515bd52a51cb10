import type { Locale } from '@theriac/api'
import type { Format } from './format.ts'
import { useLanguage } from './language-provider.tsx'

/** Words of one language: texts, and functions that make texts of what is counted or named. */
export type Words = { readonly [name: string]: string | ((...args: never[]) => string) | Words }

/** The same names, and the same arguments, in another language. */
export type Same<W> = {
  readonly [K in keyof W]: W[K] extends string
    ? string
    : W[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Same<W[K]>
}

/**
 * Words in all languages; a name that one of them lacks is an error of the type check. Gives a hook that gives the words
 * of the reader's language.
 *
 * ```ts
 * export const useLotWords = defineWords({
 *   en: (f) => ({ title: 'Lots', packs: (count: number) => f.plural(count, { one: '# pack', other: '# packs' }) }),
 *   zh: (f) => ({ title: '批次', packs: (count: number) => `${f.number(count)} 盒` }),
 * })
 * ```
 */
export function defineWords<W extends Words>(words: {
  readonly en: (format: Format) => W
  readonly zh: (format: Format) => Same<NoInfer<W>>
}): () => Same<W> {
  const made = new Map<Locale, Same<W>>()
  return () => {
    const { language, format } = useLanguage()
    const known = made.get(language)
    if (known !== undefined) return known
    const fresh = words[language](format) as Same<W>
    made.set(language, fresh)
    return fresh
  }
}
