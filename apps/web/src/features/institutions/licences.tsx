import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Institution } from '@theriac/api'
import { useState } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useMay } from '../../core/session/session.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { permissionWords } from '../../ui/words/permissions.ts'
import { LicencesForm } from './licences-form.tsx'
import { useInstitutionWords } from './words.ts'

/** Licences of an institution, and those of them that end soon; the regulator puts others in their place. */
export function Licences({ institution }: { readonly institution: Institution }) {
  const { gln, kind, status, licences } = institution
  const words = useInstitutionWords()
  const text = useText()
  const format = useFormat()
  const may = useMay()
  const [isChanging, setChanging] = useState(false)
  const ending = useQuery(apiQuery('institutions', 'licencesRunningOut', { query: { days: 60 } }))
  const soon = (ending.data?.items ?? []).filter((one) => one.gln === gln && !one.replaced)
  const isOpen = status === 'applied' || status === 'active' || status === 'suspended'
  const mayChange = may('institutions.setLicences') && kind !== 'regulator' && isOpen
  const day = (instant: string): string => format.day(instant.slice(0, 10))
  return (
    <Section
      title={words.licences}
      actions={
        mayChange &&
        !isChanging && (
          <Button size="xs" variant="default" onClick={() => setChanging(true)}>
            {words.changeLicences}
          </Button>
        )
      }
    >
      {isChanging ? (
        <LicencesForm institution={institution} onDone={() => setChanging(false)} />
      ) : (
        <Stack>
          {kind === 'regulator' && <Text c="dimmed">{words.regulatorUnlicensed}</Text>}
          {kind !== 'regulator' && licences.length === 0 && <Text c="dimmed">{words.noLicences}</Text>}
          {soon.map(({ licence, daysLeft }) => (
            <Alert key={licence.number} color="yellow" variant="light" icon={<IconFileText />}>
              {words.endsSoon(licence.number, daysLeft)}
            </Alert>
          ))}
          {licences.map((licence) => (
            <div key={`${licence.number} ${licence.validFrom}`}>
              <Group justify="space-between" gap="xs">
                <Text fw={600}>{licence.number}</Text>
                <StatusBadge status={licence.state} />
              </Group>
              <Text size="sm">{words.period(day(licence.validFrom), day(licence.validTo))}</Text>
              <Text size="sm" c="dimmed">
                {words.scopeOf(format.list(licence.scope.map((one) => text(permissionWords[one]))))}
              </Text>
            </div>
          ))}
        </Stack>
      )}
    </Section>
  )
}
