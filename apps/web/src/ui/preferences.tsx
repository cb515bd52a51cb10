import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import type { Locale } from '@theriac/api'
import { useLanguage } from '../core/i18n/language-provider.tsx'
import { defineWords } from '../core/i18n/messages.ts'

const useWords = defineWords({
  en: () => ({ language: '切换到中文', dark: 'Dark colours', light: 'Light colours' }),
  zh: () => ({ language: 'Switch to English', dark: '深色模式', light: '浅色模式' }),
})

/** Chooses the other language at once; `onChoose` may remember it elsewhere. */
export function LanguageSwitch({ onChoose }: { readonly onChoose?: (language: Locale) => void }) {
  const words = useWords()
  const { language, choose } = useLanguage()
  const other = language === 'en' ? 'zh' : 'en'
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={words.language}
      title={words.language}
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => {
        choose(other)
        onChoose?.(other)
      }}
    >
      <IconLanguage size={20} />
    </ActionIcon>
  )
}

/** Light or dark. */
export function ColourSchemeSwitch() {
  const words = useWords()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const label = isDark ? words.light : words.dark
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      {isDark ? <IconSun size={20} /> : <IconMoon size={20} />}
    </ActionIcon>
  )
}
