import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ConfigDrift } from '@theriac/api'
import { apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { IfSupported } from '../frame/if-supported.tsx'
import { settingWords } from './setting-words.ts'
import { useSettingsWords } from './words.ts'

/** On what the nodes of one's own do not agree. */
export function Drift() {
  const words = useSettingsWords()
  const query = useQuery(apiQuery('chain', 'configDrift'))
  return (
    <QueryView query={query}>
      {({ drift }) => (
        <IfSupported part={drift} otherwise={words.driftNone}>
          {(value) => <Compared drift={value} />}
        </IfSupported>
      )}
    </QueryView>
  )
}

function Compared({ drift: { nodes, differences } }: { readonly drift: ConfigDrift }) {
  const words = useSettingsWords()
  const text = useText()
  const answered = nodes.filter(({ fault }) => fault === undefined)
  return (
    <Stack>
      <Facts
        facts={nodes.map(({ place, fault, version, height }) => [
          words.node(place),
          fault === undefined ? words.nodeTold(version, height) : words.nodeFault(fault),
        ])}
      />
      {differences.map(({ key, values }) => {
        const known = settingWords(key)
        return (
          <Alert
            key={key}
            color="yellow"
            variant="light"
            icon={<IconAlertTriangle />}
            title={words.differs(known === undefined ? key : `${text(known.name)} (${key})`)}
          >
            {values.map(({ place, value }) => (
              <Text key={place} size="sm">
                {words.node(place)}: {value ?? words.notSet}
              </Text>
            ))}
          </Alert>
        )
      })}
      {differences.length === 0 && answered.length > 1 && (
        <Alert color="teal" variant="light" icon={<IconCheck />} title={words.agree}>
          {null}
        </Alert>
      )}
      {answered.length < 2 && (
        <Text size="sm" c="dimmed">
          {words.oneNode}
        </Text>
      )}
    </Stack>
  )
}
