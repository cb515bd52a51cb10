import { defineWords } from '../core/i18n/messages.ts'
import { paths } from '../core/paths.ts'
import { AppLink } from './app-link.tsx'

const useWords = defineWords({ en: () => ({ link: 'On the chain' }), zh: () => ({ link: '链上交易' }) })

/** From what happened to the transaction that it was. */
export function OnChainLink({ txHash }: { readonly txHash: string }) {
  const words = useWords()
  return (
    <AppLink to={paths.transaction(txHash)} size="sm" lh="24px" display="inline-block">
      {words.link}
    </AppLink>
  )
}
