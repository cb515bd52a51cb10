import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { RecordVerification, RecordVersion, WrittenRecord } from '@theriac/api'
import { apiQuery } from '../../../core/api/query.ts'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Identifier } from '../../../ui/identifier.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { ErrorState } from '../../../ui/state/states.tsx'
import { useProofWords, useRecordWords } from '../words.ts'
import { useHasHash } from './digest.ts'

/** That what is read here is what was sealed: checked by this browser, and by the server against a node. */
export function Proof({ record, version }: { readonly record: WrittenRecord; readonly version: RecordVersion }) {
  const words = useProofWords()
  const isSame = useHasHash(version.document?.text, version.hash)
  const check = useQuery({
    ...apiQuery('records', 'verify', { params: { record: record.record } }),
    enabled: false,
    meta: { still: true },
  })
  return (
    <Section title={words.title}>
      <Stack>
        <Facts
          facts={[
            [words.hash, version.hash && <Identifier key="hash" value={version.hash} most={24} />],
            [words.block, version.block],
            [
              words.transaction,
              <AppLink key="transaction" to={paths.transaction(version.txHash)} ff="monospace">
                {`${version.txHash.slice(0, 12)}…${version.txHash.slice(-6)}`}
              </AppLink>,
            ],
          ]}
        />
        {isSame === true && (
          <Text size="sm">
            <IconShieldCheck
              size={16}
              aria-hidden
              color="var(--mantine-color-teal-text)"
              style={{ verticalAlign: 'text-bottom' }}
            />{' '}
            {words.textChecked}
          </Text>
        )}
        {isSame === false && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
            {words.textDiffers}
          </Alert>
        )}
        <Group>
          <Button
            variant="default"
            leftSection={<IconShieldCheck size={16} />}
            loading={check.isFetching}
            onClick={() => void check.refetch()}
          >
            {check.data ? words.checkAgain : words.check}
          </Button>
        </Group>
        {check.isError && <ErrorState error={check.error} />}
        {check.data && <Outcome verification={check.data} />}
      </Stack>
    </Section>
  )
}

function Outcome({ verification }: { readonly verification: RecordVerification }) {
  const words = useProofWords()
  const { versionNo } = useRecordWords()
  if (verification.whole) {
    return (
      <Alert color="teal" variant="light" icon={<IconShieldCheck />} role="status">
        {words.whole}
      </Alert>
    )
  }
  const faults = verification.versions.flatMap(({ version, document, files }) => [
    ...(document === 'matches' ? [] : [words.document(versionNo(version), words.states[document])]),
    ...files
      .filter(({ state }) => state !== 'matches')
      .map(({ name, state }) => words.file(versionNo(version), name, words.states[state])),
  ])
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={words.notWhole} role="alert">
      <List size="sm">
        {[...(verification.ledger.matches ? [] : [words.ledgerDiffers]), ...faults].map((fault) => (
          <List.Item key={fault}>{fault}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
