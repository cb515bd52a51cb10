import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertOctagon, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Answer, operatorLogRoutes } from '@theriac/api'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { useLogWords } from './words.ts'

type Verified = Answer<(typeof operatorLogRoutes)['verify']>
type Anchor = Verified['anchors'][number]

/** Computes the log's digests again, and says what that proves. */
export function Verification({ onClose }: { readonly onClose: () => void }) {
  const words = useLogWords()
  // What was proven stays so; it is computed anew when somebody asks again.
  const verified = useQuery({ ...apiQuery('operatorLog', 'verify'), gcTime: 0, meta: { still: true } })
  return (
    <Section title={words.verifyTitle}>
      <Stack>
        <Text size="sm" c="dimmed" maw={720}>
          {words.verifyIntro}
        </Text>
        <QueryView query={verified}>{(data) => <Finding {...data} />}</QueryView>
        <Button variant="default" size="xs" onClick={onClose} style={{ alignSelf: 'flex-end' }}>
          {words.close}
        </Button>
      </Stack>
    </Section>
  )
}

function Finding({ from, to, whole, fault, anchors }: Verified) {
  const words = useLogWords()
  const format = useFormat()
  if (to === 0) return <Text>{words.wholeEmpty}</Text>
  const newest = anchors.filter(({ state }) => state === 'matches').at(-1)
  const differing = anchors.filter(({ state }) => state === 'differs')
  return (
    <>
      {whole ? (
        <Alert color="teal" icon={<IconCircleCheck />} title={words.whole(from, to)} role="status">
          <Text size="sm" fw={600}>
            {words.proven}
          </Text>
          <List size="sm">
            <List.Item>{words.provenChain}</List.Item>
            {newest ? (
              <List.Item>{words.provenAnchor(format.day(newest.day))}</List.Item>
            ) : (
              <List.Item>{words.noAnchor}</List.Item>
            )}
            {newest && to > newest.number && <List.Item>{words.afterAnchor(to - newest.number)}</List.Item>}
          </List>
        </Alert>
      ) : (
        <Alert color="red" icon={<IconAlertOctagon />} title={words.broken} role="alert">
          {fault && <Text size="sm">{words.faults[fault.fault](fault.number)}</Text>}
          {differing.map(({ day, number }) => (
            <Text key={number} size="sm">
              {words.anchorDiffers(format.day(day))}
            </Text>
          ))}
          <Text size="sm" fw={600}>
            {words.call}
          </Text>
        </Alert>
      )}
      {anchors.length > 0 && <Anchors anchors={anchors} />}
    </>
  )
}

function Anchors({ anchors }: { readonly anchors: readonly Anchor[] }) {
  const words = useLogWords()
  const format = useFormat()
  const nameOf = useInstitutionNames(anchors.map(({ gln }) => gln))
  const columns: readonly Column<Anchor>[] = [
    { id: 'day', label: words.day, value: ({ day }) => day, show: ({ day }) => format.day(day), width: 140 },
    {
      id: 'entry',
      label: words.entry,
      value: ({ number }) => number,
      show: ({ number }) => format.number(number),
      align: 'end',
      width: 100,
    },
    { id: 'institution', label: words.institution, value: ({ gln }) => nameOf(gln) },
    { id: 'state', label: words.state, value: ({ state }) => words.states[state], width: 160 },
    { id: 'digest', label: words.digest, value: ({ hash }) => hash, show: ({ hash }) => `${hash.slice(0, 18)}…` },
  ]
  return (
    <div>
      <Group mb="xs">
        <Text fw={600}>{words.anchors}</Text>
      </Group>
      <DataTable
        name={words.anchors}
        columns={columns}
        rows={anchors.toReversed()}
        idOf={({ number, gln }) => `${gln} ${number}`}
        plain
      />
    </div>
  )
}
