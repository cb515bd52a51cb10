import { ActionIcon, Button, Group, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { FieldLabel } from '../../../../ui/form/field-label.tsx'
import { Section } from '../../../../ui/layout/page-frame.tsx'
import { useNewProductWords, useProductFieldWords } from '../words.ts'
import type { optionalTexts } from './fields.ts'
import { newLevel, type ProductValues } from './product-values.ts'

/** What the fields need of a form that has a product's master data. */
interface ProductForm {
  readonly values: ProductValues
  getInputProps(path: string): object
  insertListItem(path: string, item: unknown): void
  removeListItem(path: string, index: number): void
}

/** Fields of a product's master data. The size of a pack is the same in all versions. */
export function ProductFields(props: {
  readonly form: ProductForm
  readonly isAmended?: boolean
  /** Before the others: the GTIN of a new product. */
  readonly first?: ReactNode
}) {
  const { form, isAmended = false, first } = props
  const words = useNewProductWords()
  const fieldWords = useProductFieldWords()
  const text = (field: 'name' | (typeof optionalTexts)[number]) => (
    <TextInput
      label={<FieldLabel label={fieldWords[field]} help={fieldWords[`${field}Help`]} />}
      withAsterisk={field === 'name'}
      maxLength={500}
      {...form.getInputProps(field)}
    />
  )
  return (
    <>
      <Section title={words.identity}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="md">
          {first}
          {text('name')}
          {text('genericName')}
          {text('form')}
          {text('strength')}
          {text('pack')}
          <NumberInput
            label={<FieldLabel label={fieldWords.packSize} help={fieldWords.packSizeHelp} />}
            withAsterisk
            min={1}
            allowDecimal={false}
            disabled={isAmended}
            {...form.getInputProps('packSize')}
          />
          {text('maker')}
        </SimpleGrid>
      </Section>
      <Section title={words.identityMore}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="md">
          {text('storageConditions')}
          {text('atc')}
          {text('approvalNumber')}
          {text('nationalCode')}
        </SimpleGrid>
      </Section>
      <Section
        title={words.levels}
        actions={
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => form.insertListItem('levels', newLevel())}
          >
            {words.addLevel}
          </Button>
        }
      >
        <Stack gap="sm">
          <span>{words.levelsHelp}</span>
          {form.values.levels.map(({ key }, index) => (
            <Group key={key} align="flex-start" wrap="nowrap">
              <TextInput
                label={words.levelGtin}
                inputMode="numeric"
                flex={1}
                {...form.getInputProps(`levels.${index}.gtin`)}
              />
              <NumberInput
                label={words.levelUnits}
                min={1}
                allowDecimal={false}
                w={120}
                {...form.getInputProps(`levels.${index}.units`)}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                mt={26}
                aria-label={words.removeLevel}
                onClick={() => form.removeListItem('levels', index)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Group>
          ))}
        </Stack>
      </Section>
    </>
  )
}
