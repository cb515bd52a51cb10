import { Group, Stack, Text } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Destruction } from '@theriac/api'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { usePeopleNames } from '../../../core/names/use-people.ts'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { PlainLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import classes from './destruction.module.css'
import { useDestructionWords } from './words.ts'

/** Destructions that were proposed and not confirmed yet; nothing where there are none. */
export function WaitingDestructions() {
  const words = useDestructionWords()
  const { data } = useQuery(apiQuery('endings', 'destructions', { query: { state: 'open', limit: 50 } }))
  if (data === undefined || data.items.length === 0) return null
  return (
    <Section title={words.waiting}>
      <Stack component="ul" className={classes.list} gap={0}>
        {data.items.map((one) => (
          <Waiting key={one.id} destruction={one} />
        ))}
      </Stack>
    </Section>
  )
}

function Waiting({ destruction }: { readonly destruction: Destruction }) {
  const { id, gln, units, reason, proposedBy, proposedAt } = destruction
  const words = useDestructionWords()
  const format = useFormat()
  const may = useMay()
  const { institution, account } = useSession()
  const nameOf = usePeopleNames()
  const institutionName = useInstitutionNames(gln === institution.gln ? [] : [gln])
  const who = gln === institution.gln ? (nameOf(proposedBy) ?? words.someone) : institutionName(gln)
  const isMine = proposedBy === account.id
  return (
    <li>
      <PlainLink to={paths.destruction(id)} className={classes.waiting}>
        <div>
          <Text fw={600}>{words.destruction(units)}</Text>
          <Text size="sm" c="dimmed">
            {reason} · {words.proposedBy(who)} · {format.relative(proposedAt)}
          </Text>
          {may('endings.confirmDestruction') && (
            <Text size="sm" fw={isMine ? 400 : 600}>
              {isMine ? words.yours : words.yoursToConfirm}
            </Text>
          )}
        </div>
        <Group>
          <IconChevronRight size={20} aria-hidden />
        </Group>
      </PlainLink>
    </li>
  )
}
