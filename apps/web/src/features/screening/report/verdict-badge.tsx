import { Badge, type MantineSize } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { ScreeningVerdict } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { verdictWords } from '../words.ts'

/** How each verdict looks: never by colour alone. */
export const verdictLooks = {
  ok: { colour: 'teal', icon: IconCircleCheck },
  look_closer: { colour: 'yellow', icon: IconAlertTriangle },
  do_not_buy: { colour: 'red', icon: IconCircleX },
} as const

/** What a record comes to. */
export function VerdictBadge({ verdict, size }: { readonly verdict: ScreeningVerdict; readonly size?: MantineSize }) {
  const text = useText()
  const { colour, icon: VerdictIcon } = verdictLooks[verdict]
  return (
    <Badge
      variant="light"
      color={colour}
      miw="max-content"
      leftSection={<VerdictIcon size={14} aria-hidden />}
      {...(size === undefined ? {} : { size })}
    >
      {text(verdictWords[verdict])}
    </Badge>
  )
}
