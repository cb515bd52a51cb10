import type { Locale } from '@theriac/api'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import { createFormat, type Format } from './format.ts'
import { firstLanguage, rememberLanguage, type Text } from './language.ts'

interface Language {
  readonly language: Locale
  readonly format: Format
  choose(language: Locale): void
}

const LanguageContext = createContext<Language | undefined>(undefined)

/** Gives everything inside a language, which can be changed at any time. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const value = useMemo(
    () => ({
      language,
      format: createFormat(language),
      choose(chosen: Locale) {
        rememberLanguage(chosen)
        setLanguage(chosen)
      },
    }),
    [language],
  )
  return <LanguageContext value={value}>{children}</LanguageContext>
}

/** The reader's language, how it writes numbers and days, and how to choose another. */
export function useLanguage(): Language {
  const value = use(LanguageContext)
  if (value === undefined) throw new Error('there is no LanguageProvider around this')
  return value
}

/** How the reader's language writes numbers and days. */
export const useFormat = (): Format => useLanguage().format

/** Picks the reader's language out of a text. */
export function useText(): (text: Text) => string {
  const { language } = useLanguage()
  return useCallback((text) => text[language], [language])
}
