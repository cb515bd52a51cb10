import { Group, Text } from '@mantine/core'
import type { ChainKnownAccount } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { Hash } from '../frame/hash.tsx'
import { knownAccountWords, useAuthorityWords } from './words.ts'

/** Accounts that this server can say something of. */
export interface Acquaintances {
  readonly known: readonly ChainKnownAccount[]
  readonly own?: string
}

/** An account, with what it is where this server knows it. */
export function KnownAccount({ account, known, own }: Acquaintances & { readonly account: string }) {
  const words = useAuthorityWords()
  const text = useText()
  const found = known.find((one) => one.account === account)
  const what = account === own ? words.own : found && text(knownAccountWords[found.kind])
  return (
    <Group gap="xs">
      <Hash value={account} />
      {what !== undefined && (
        <Text size="sm" c="dimmed" component="span">
          {what}
        </Text>
      )}
    </Group>
  )
}
