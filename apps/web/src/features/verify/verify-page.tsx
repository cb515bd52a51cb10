import { Group, Stack, Text } from '@mantine/core'
import { IconScan } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { Verification } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { isNoAnswer } from '../../core/api/no-answer.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useOutbox, useWaiting } from '../../core/offline/outbox-provider.tsx'
import { readCode } from '../../core/scan/read-code.ts'
import { scanAgainSignedIn } from '../../core/scan/scan-desk.ts'
import { playVerdict } from '../../core/scan/sound.ts'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { WaitingList } from '../../ui/offline/waiting-list.tsx'
import { ScanBox } from '../../ui/scan/scan-box.tsx'
import { EmptyState, ErrorState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { VerdictPanel } from '../../ui/verdict/verdict-panel.tsx'
import { Answer } from './answer.tsx'
import { toneOf } from './tone.ts'
import { waitingVerification } from './waiting-verification.ts'
import { useVerifyWords } from './words.ts'

/** So many earlier answers stay on the page. */
const mostEarlier = 8

/** A scan, and the key under which it is asked for, however often. */
interface Asked {
  readonly scan: string
  readonly id: string
  readonly at: number
}

/** Scan, and see what the pack is. */
export default function VerifyPage() {
  const words = useVerifyWords()
  const format = useFormat()
  const outbox = useOutbox()
  const { waiting } = useWaiting(waitingVerification.id)
  const [answers, setAnswers] = useState<readonly Verification[]>([])
  const [isQueued, setQueued] = useState(false)
  const verify = useMutation({
    mutationFn: ({ scan, id }: Asked) => client.verification.verify({ body: { scan }, idempotencyKey: id }),
    onSuccess(answer) {
      playVerdict(toneOf(answer))
      setQueued(false)
      setAnswers((before) => [answer, ...before].slice(0, mostEarlier + 1))
    },
    async onError(error, { scan, id, at }) {
      playVerdict(isNoAnswer(error) ? 'warn' : 'bad')
      setQueued(false)
      if (scanAgainSignedIn(error, scan) || !isNoAnswer(error)) return
      await outbox.add(waitingVerification, { body: { scan }, label: readCode(scan)?.summary.serial ?? scan, id, at })
      setQueued(true)
    },
  })
  const [latest, ...earlier] = answers
  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <Section>
        <ScanBox
          onScan={({ text }) => verify.mutate({ scan: text, id: crypto.randomUUID(), at: Date.now() })}
          busy={verify.isPending}
        />
      </Section>
      {isQueued ? (
        <VerdictPanel tone="warn" title={words.queued} detail={words.queuedDetail} />
      ) : verify.isError ? (
        <ErrorState error={verify.error} />
      ) : latest ? (
        <Answer answer={latest} />
      ) : (
        <EmptyState icon={IconScan} title={words.ready} detail={words.readyDetail} />
      )}
      {waiting.length > 0 && (
        <Section title={words.waited}>
          <WaitingList waiting={waiting} kinds={[waitingVerification]} />
        </Section>
      )}
      {earlier.length > 0 && (
        <Section title={words.earlier}>
          <Stack gap="xs">
            {earlier.map(({ pack, product, status, checkedAt }) => (
              <Group key={checkedAt + pack.serial} justify="space-between" gap="xs" wrap="nowrap">
                <Text size="sm" truncate>
                  {product?.name ?? pack.gtin} · {pack.serial}
                </Text>
                <Group gap="xs" wrap="nowrap" flex="none">
                  <StatusBadge status={status} />
                  <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                    {format.time(checkedAt)}
                  </Text>
                </Group>
              </Group>
            ))}
          </Stack>
        </Section>
      )}
    </PageFrame>
  )
}
