import type { Locale } from '@theriac/api'

export type { Text } from './text.ts'

/** Languages of the application, in the order in which they are offered. */
export const languages: readonly { readonly id: Locale; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'zh', name: '中文' },
]

const key = 'theriac.language'

/** The language that was chosen on this device, else the browser's where it is one of ours. */
export function firstLanguage(): Locale {
  const chosen = localStorage.getItem(key)
  if (chosen === 'en' || chosen === 'zh') return chosen
  return navigator.languages.some((language) => language.toLowerCase().startsWith('zh')) &&
    !navigator.languages[0]?.toLowerCase().startsWith('en')
    ? 'zh'
    : 'en'
}

export function rememberLanguage(language: Locale): void {
  localStorage.setItem(key, language)
}
