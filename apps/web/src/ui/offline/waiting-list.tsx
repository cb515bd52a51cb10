import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertCircle, IconClock } from '@tabler/icons-react'
import { ApiError } from '@theriac/api'
import { JobRefused } from '../../core/api/job-refused.ts'
import { useFaultWords } from '../../core/api/problem-words.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useOutbox } from '../../core/offline/outbox-provider.tsx'
import type { Outcome, Waiting } from '../../core/offline/waiting.ts'
import type { AnyWaitingKind } from '../../core/offline/waiting-kind.ts'
import { useOfflineWords } from './words.ts'

/**
 * What waits for the network, and what came of it: for the page that it is of, or for all of them.
 *
 * ```tsx
 * const { waiting } = useWaiting(waitingVerification.id)
 * <WaitingList waiting={waiting} kinds={[waitingVerification]} />
 * ```
 */
export function WaitingList(props: {
  readonly waiting: readonly Waiting[]
  readonly kinds: readonly AnyWaitingKind[]
}) {
  const { waiting, kinds } = props
  const words = useOfflineWords()
  const outbox = useOutbox()
  const answered = waiting.filter(({ outcome }) => outcome !== undefined)
  return (
    <Stack gap="md">
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {waiting.map((one) => (
          <Item key={one.id} waiting={one} kind={kinds.find(({ id }) => id === one.kind)} isTitled={kinds.length > 1} />
        ))}
      </Stack>
      {answered.length > 0 && (
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          onClick={() => void outbox.forget(answered.map(({ id }) => id))}
        >
          {words.clear}
        </Button>
      )}
    </Stack>
  )
}

function Item(props: {
  readonly waiting: Waiting
  readonly kind: AnyWaitingKind | undefined
  readonly isTitled: boolean
}) {
  const { waiting, kind, isTitled } = props
  const words = useOfflineWords()
  const text = useText()
  const format = useFormat()
  const { label, at, outcome } = waiting
  const clock = (ms: number): string => format.time(new Date(ms).toISOString())
  const times = [words.scannedAt(clock(at)), ...(outcome ? [words.answeredAt(clock(outcome.at))] : [])]
  return (
    <Group component="li" justify="space-between" gap="xs" align="flex-start">
      <div>
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {isTitled && kind ? `${text(kind.title)}: ${label}` : label}
        </Text>
        <Text size="sm" c="dimmed">
          {times.join(' · ')}
        </Text>
      </div>
      {outcome === undefined ? (
        <Badge variant="light" color="gray" leftSection={<IconClock size={12} />}>
          {words.waits}
        </Badge>
      ) : outcome.ok ? (
        kind && <kind.Result answer={outcome.answer as never} />
      ) : (
        <Refused outcome={outcome} />
      )}
    </Group>
  )
}

function Refused({ outcome }: { readonly outcome: Extract<Outcome, { ok: false }> }) {
  const fault = useFaultWords()('refused' in outcome ? new JobRefused(outcome.refused) : new ApiError(outcome.problem))
  return (
    <Group gap={6} wrap="nowrap" maw={360} align="flex-start">
      <IconAlertCircle
        size={18}
        color="var(--mantine-color-red-6)"
        style={{ flex: 'none', marginTop: 2 }}
        aria-hidden
      />
      <Text size="sm">
        <b>{fault.title}.</b> {fault.detail}
      </Text>
    </Group>
  )
}
