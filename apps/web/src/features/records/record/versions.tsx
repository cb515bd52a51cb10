import { Anchor, Box, Text, Timeline } from '@mantine/core'
import { IconCircleOff, IconPencil, IconPlus } from '@tabler/icons-react'
import type { RecordVersion } from '@theriac/api'
import { useState } from 'react'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { useRecordWords } from '../words.ts'
import { DocumentView } from './said.tsx'

const icons = { written: IconPlus, amended: IconPencil, voided: IconCircleOff } as const

/** All versions of a record, newest first: who, when, why, in which block, and what it said then. */
export function Versions(props: {
  readonly versions: readonly RecordVersion[]
  readonly author: string
  readonly personOf: (operator: string | undefined) => string | undefined
}) {
  const { versions, author, personOf } = props
  const words = useRecordWords()
  const format = useFormat()
  const [shown, setShown] = useState<number>()
  return (
    <Timeline active={versions.length} bulletSize={28} lineWidth={2}>
      {versions.toReversed().map(({ version, state, reason, at, operator, block, txHash, document }) => {
        const VersionIcon = icons[state]
        const isShown = shown === version
        return (
          <Timeline.Item
            key={version}
            bullet={<VersionIcon size={15} aria-hidden />}
            title={`${words.versionNo(version)} · ${words.states[state]}`}
          >
            {reason && <Text size="sm">{reason}</Text>}
            <Text size="sm" c="dimmed">
              {words.by(personOf(operator) ?? author)} · {format.instant(at)} ·{' '}
              <AppLink to={paths.transaction(txHash)} underline="always">
                {words.inBlock(block)}
              </AppLink>
            </Text>
            {document && version !== versions.length && (
              <Anchor
                component="button"
                type="button"
                size="sm"
                aria-expanded={isShown}
                onClick={() => setShown(isShown ? undefined : version)}
              >
                {isShown ? words.hideText : words.showText}
              </Anchor>
            )}
            {document && isShown && (
              <Box mt="sm" p="sm" bd="1px solid var(--theriac-line)" style={{ borderRadius: 8 }}>
                <DocumentView document={document} />
              </Box>
            )}
          </Timeline.Item>
        )
      })}
    </Timeline>
  )
}
