import { ActionIcon, Badge, Box, Button, Group, Stack, Switch, Text, Tooltip } from '@mantine/core'
import { IconUserMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Institution } from '@theriac/api'
import { useState } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { usePeopleNames } from '../../core/names/use-people.ts'
import { useMay } from '../../core/session/session.ts'
import { Identifier } from '../../ui/identifier.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { roleWords } from '../../ui/words/kinds.ts'
import { AppointDialog, DismissDialog, type Operator } from './operator-dialogs.tsx'
import { useInstitutionWords } from './words.ts'

/** Accounts on the ledger that act for an institution; the regulator appoints and dismisses them. */
export function Operators({ institution }: { readonly institution: Institution }) {
  const { gln, status } = institution
  const words = useInstitutionWords()
  const may = useMay()
  const [withFormer, setWithFormer] = useState(false)
  const [dialog, setDialog] = useState<'appoint' | Operator>()
  const operators = useQuery(
    apiQuery('institutions', 'operators', {
      params: { gln },
      query: { limit: 500, ...(withFormer ? {} : { active: true }) },
    }),
  )
  const nameOf = usePeopleNames(gln)
  const isOpen = status === 'active' || status === 'suspended'
  return (
    <Section
      title={words.operators}
      actions={
        may('institutions.appoint') &&
        isOpen && (
          <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setDialog('appoint')}>
            {words.acts.appoint}
          </Button>
        )
      }
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {words.operatorsIntro}
        </Text>
        <QueryView query={operators}>
          {({ items }) => (
            <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
              {items.map((operator) => (
                <Row
                  key={operator.account}
                  operator={operator}
                  name={nameOf(operator.account)}
                  {...(may('institutions.dismiss') && operator.active && (isOpen || status === 'retired')
                    ? { onDismiss: () => setDialog(operator) }
                    : {})}
                />
              ))}
              {items.length === 0 && <Text component="li">{words.noOperators}</Text>}
            </Stack>
          )}
        </QueryView>
        <Switch
          label={words.withFormer}
          checked={withFormer}
          onChange={(event) => setWithFormer(event.currentTarget.checked)}
        />
      </Stack>
      {dialog === 'appoint' && <AppointDialog institution={institution} onClose={() => setDialog(undefined)} />}
      {dialog !== undefined && dialog !== 'appoint' && (
        <DismissDialog
          institution={institution}
          operator={dialog}
          name={nameOf(dialog.account) ?? dialog.account}
          onClose={() => setDialog(undefined)}
        />
      )}
    </Section>
  )
}

function Row(props: {
  readonly operator: Operator
  readonly name: string | undefined
  readonly onDismiss?: () => void
}) {
  const { operator, name, onDismiss } = props
  const words = useInstitutionWords()
  const text = useText()
  const format = useFormat()
  const { account, role, active, successor, since, until } = operator
  const day = (instant: string): string => format.day(instant.slice(0, 10))
  return (
    <Group component="li" wrap="nowrap" gap="sm">
      <Box flex={1} miw={0}>
        <Group gap="xs">
          <Text fw={500}>{name ?? words.unknownPerson}</Text>
          <Badge variant="light" color={active ? 'balm' : 'gray'}>
            {text(roleWords[role])}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed" component="div">
          <Identifier value={account} most={20} />
          {` · ${until === undefined ? words.since(day(since)) : words.period(day(since), day(until))}`}
          {successor !== undefined && ` · ${words.succeeded}`}
        </Text>
      </Box>
      {onDismiss && (
        <Tooltip label={words.acts.dismiss}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-haspopup="dialog"
            aria-label={`${words.acts.dismiss}: ${name ?? account}`}
            onClick={onDismiss}
          >
            <IconUserMinus size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  )
}
