import { refusalInChinese } from '../../../core/api/refusal-words.ts'
import { useLanguage } from '../../../core/i18n/language-provider.tsx'

/** Says why a contract refused, by its error: `InventoryNotHeld` is `Inventory: not held` where there is no sentence for it. */
export function useErrorWords(): (name: string, args?: Readonly<Record<string, unknown>>) => string {
  const { language } = useLanguage()
  return (name, args = {}) => (language === 'zh' ? refusalInChinese({ name, args }) : undefined) ?? spelled(name)
}

function spelled(name: string): string {
  const [first = name, ...rest] = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').split(' ')
  return rest.length === 0 ? first : `${first}: ${rest.join(' ').toLowerCase()}`
}
