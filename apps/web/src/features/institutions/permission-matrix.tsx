import { Button, Group, Table, Text, ThemeIcon, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { permissions as allPermissions, type Institution, type Permission } from '@theriac/api'
import { useState } from 'react'
import { useText } from '../../core/i18n/language-provider.tsx'
import { useMay } from '../../core/session/session.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { permissionMeanings, permissionWords } from '../../ui/words/permissions.ts'
import { PermissionForm } from './permission-form.tsx'
import { useInstitutionWords } from './words.ts'

/** What an institution may do, and whether a licence covers it now; the regulator changes it. */
export function PermissionMatrix({ institution }: { readonly institution: Institution }) {
  const words = useInstitutionWords()
  const text = useText()
  const may = useMay()
  const [isChanging, setChanging] = useState(false)
  const isPermitted = (one: Permission): boolean => institution.permissions.includes(one)
  // Nobody licenses the regulator.
  const isLicensed = (one: Permission): boolean =>
    isPermitted(one)
      ? !institution.unlicensed.includes(one)
      : institution.licences.some(({ state, scope }) => state === 'valid' && scope.includes(one))
  const mayChange = may('institutions.setPermissions') && institution.kind !== 'regulator'
  const isSettled = institution.status === 'active' || institution.status === 'suspended'
  const rows = allPermissions.filter((one) => institution.kind === 'regulator' || one !== 'regulate')
  return (
    <Section
      title={words.permissions}
      actions={
        mayChange &&
        isSettled &&
        !isChanging && (
          <Button size="xs" variant="default" onClick={() => setChanging(true)}>
            {words.change}
          </Button>
        )
      }
    >
      {isChanging ? (
        <PermissionForm institution={institution} onDone={() => setChanging(false)} />
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            {words.permissionsIntro}
          </Text>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.permission}</Table.Th>
                <Table.Th ta="center" style={{ whiteSpace: 'nowrap' }}>
                  {words.permitted}
                </Table.Th>
                <Table.Th ta="center" style={{ whiteSpace: 'nowrap' }}>
                  {words.licensed}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((one) => (
                <Table.Tr key={one}>
                  <Table.Td>
                    {text(permissionWords[one])}
                    <Text size="xs" c="dimmed">
                      {text(permissionMeanings[one])}
                    </Text>
                  </Table.Td>
                  <Mark is={isPermitted(one)} />
                  <Mark is={isLicensed(one)} />
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </Section>
  )
}

function Mark({ is }: { readonly is: boolean }) {
  const words = useInstitutionWords()
  const Icon = is ? IconCheck : IconMinus
  return (
    <Table.Td>
      <Group justify="center">
        <ThemeIcon size="sm" variant={is ? 'light' : 'transparent'} color={is ? 'teal' : 'gray'}>
          <Icon size={14} />
        </ThemeIcon>
        <VisuallyHidden>{is ? words.yes : words.no}</VisuallyHidden>
      </Group>
    </Table.Td>
  )
}
