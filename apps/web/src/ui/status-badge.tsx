import { Badge, type BadgeProps } from '@mantine/core'
import { useText } from '../core/i18n/language-provider.tsx'
import { statusOf } from './words/status.ts'

/** A state of anything as a coloured word: `<StatusBadge status={lot.status} />`. */
export function StatusBadge({ status, ...props }: Omit<BadgeProps, 'color'> & { readonly status: string }) {
  const text = useText()
  const { colour, words } = statusOf(status)
  return (
    <Badge variant="light" miw="max-content" color={colour} data-status={status} {...props}>
      {text(words)}
    </Badge>
  )
}
