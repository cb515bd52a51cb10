import { Group, Stack, Text } from '@mantine/core'
import { IconScan } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { Verification } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { playVerdict } from '../../core/scan/sound.ts'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../ui/scan/scan-box.tsx'
import { EmptyState, ErrorState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Answer } from './answer.tsx'
import { toneOf } from './tone.ts'
import { useVerifyWords } from './words.ts'

/** So many earlier answers stay on the page. */
const mostEarlier = 8

/** Scan, and see what the pack is. */
export default function VerifyPage() {
  const words = useVerifyWords()
  const format = useFormat()
  const [answers, setAnswers] = useState<readonly Verification[]>([])
  const verify = useMutation({
    mutationFn: (scan: string) => client.verification.verify({ body: { scan } }),
    onSuccess(answer) {
      playVerdict(toneOf(answer))
      setAnswers((before) => [answer, ...before].slice(0, mostEarlier + 1))
    },
    onError: () => playVerdict('bad'),
  })
  const [latest, ...earlier] = answers
  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <Section>
        <ScanBox onScan={({ text }) => verify.mutate(text)} busy={verify.isPending} />
      </Section>
      {verify.isError ? (
        <ErrorState error={verify.error} />
      ) : latest ? (
        <Answer answer={latest} />
      ) : (
        <EmptyState icon={IconScan} title={words.ready} detail={words.readyDetail} />
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
