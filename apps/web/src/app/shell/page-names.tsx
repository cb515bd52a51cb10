import { useMatches } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useText } from '../../core/i18n/language-provider.tsx'

/** Names the window after its page. */
export function PageNames() {
  const text = useText()
  const page = useMatches().at(-1)?.staticData.page
  const title = page ? `${text(page.title)} · Theriac` : 'Theriac'
  useEffect(() => {
    document.title = title
  }, [title])
  return null
}
