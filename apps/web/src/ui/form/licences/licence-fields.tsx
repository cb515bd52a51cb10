import { ActionIcon, Box, Button, Chip, Group, Input, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { useForm } from '@mantine/form'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type Permission, permissions } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { permissionWords } from '../../words/permissions.ts'
import { DayInput } from '../day-input.tsx'
import { FieldLabel } from '../field-label.tsx'
import { type LicenceValues, mostLicences, newLicence } from './licence-values.ts'
import { useLicenceWords } from './words.ts'

type FieldInput = ReturnType<ReturnType<typeof useForm>['getInputProps']>

/**
 * Licences in a form whose field is `licences`, with `useLicenceRules` for its rules:
 * `<LicenceFields licences={form.values.licences} input={(path) => form.getInputProps(path)} onAdd={…} onRemove={…} usual={…} />`.
 */
export function LicenceFields(props: {
  readonly licences: readonly LicenceValues[]
  /** What connects a field by its path, such as `licences.0.number`. */
  readonly input: (path: string) => FieldInput
  readonly onAdd: (licence: LicenceValues) => void
  readonly onRemove: (place: number) => void
  /** What a new licence covers at first. */
  readonly usual: readonly Permission[]
}) {
  const { licences, input, onAdd, onRemove, usual } = props
  const words = useLicenceWords()
  return (
    <Stack>
      {licences.map(({ id }, place) => (
        <Fields
          key={id}
          place={place}
          input={(name) => input(`licences.${place}.${name}`)}
          {...(licences.length > 1 ? { onRemove: () => onRemove(place) } : {})}
        />
      ))}
      {licences.length < mostLicences && (
        <Group>
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => onAdd(newLicence(usual))}>
            {words.add}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Fields(props: {
  readonly place: number
  readonly input: (name: string) => FieldInput
  readonly onRemove?: () => void
}) {
  const { place, input, onRemove } = props
  const words = useLicenceWords()
  const text = useText()
  const { error, value, onChange } = input('scope')
  return (
    <Box
      component="fieldset"
      m={0}
      p="md"
      pt="xs"
      style={{ border: '1px solid var(--theriac-line)', borderRadius: 8, minWidth: 0 }}
    >
      <Box component="legend" px={6} fw={600} fz="sm">
        {words.one(place + 1)}
      </Box>
      <Stack gap="md">
        <Group align="flex-start" wrap="nowrap" gap="xs">
          <SimpleGrid cols={{ base: 1, xs: 3 }} flex={1}>
            <TextInput
              label={<FieldLabel label={words.number} help={words.numberHelp} />}
              maxLength={100}
              autoComplete="off"
              {...input('number')}
            />
            <DayInput label={words.from} {...input('validFrom')} />
            <DayInput label={<FieldLabel label={words.to} help={words.toHelp} />} {...input('validTo')} />
          </SimpleGrid>
          {onRemove && (
            <ActionIcon variant="subtle" color="gray" size="lg" onClick={onRemove} aria-label={words.remove(place + 1)}>
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </Group>
        <Input.Wrapper
          label={<FieldLabel label={words.scope} help={words.scopeHelp} />}
          labelElement="div"
          error={error}
          role="group"
          aria-label={`${words.one(place + 1)}: ${words.scope}`}
        >
          <Chip.Group multiple value={value} onChange={onChange}>
            <Group gap={6} mt={4}>
              {permissions
                .filter((one) => one !== 'regulate' && one !== 'inspect')
                .map((one) => (
                  <Chip key={one} value={one} size="sm" radius="sm">
                    {text(permissionWords[one])}
                  </Chip>
                ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      </Stack>
    </Box>
  )
}
