import { ActionIcon, Button, Group, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Client } from '@theriac/api'
import { type Gtin, parseGtin } from '@theriac/gs1'
import { client } from '../../../core/api/client.ts'
import { paths } from '../../../core/paths.ts'
import { useSession } from '../../../core/session/session.ts'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { useNewProductWords, useProductFieldWords } from './words.ts'

type Body = Parameters<Client['products']['register']>[0]['body']

/** A row of the form: `key` only tells rows apart. */
interface Level {
  readonly key: string
  readonly gtin: string
  readonly units: number | string
}

const atcPattern = /^[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?$/
/** A GTIN as the ledger has it; the form's rules have passed it. */
const gtinOf = (text: string): Gtin => {
  const parsed = parseGtin(text.trim())
  return parsed.ok ? parsed.value : (text as Gtin)
}

/** Registers a product of the factory. */
export default function NewProductPage() {
  const words = useNewProductWords()
  const fieldWords = useProductFieldWords()
  const rules = useRules()
  const navigate = useNavigate()
  const { institution } = useSession()
  const form = useProblemForm({
    initialValues: {
      gtin: '',
      name: '',
      genericName: '',
      form: '',
      strength: '',
      pack: '',
      packSize: '' as number | string,
      maker: institution.name,
      storageConditions: '',
      atc: '',
      approvalNumber: '',
      nationalCode: '',
      levels: [] as Level[],
    },
    validate: {
      gtin: rules.all(rules.required, rules.gtin),
      name: rules.required,
      packSize: rules.all(rules.required, rules.atLeast(1)),
      atc: (value) => (value === '' || atcPattern.test(value.trim().toUpperCase()) ? null : fieldWords.atcWrong),
      levels: {
        gtin: rules.all(rules.required, rules.gtin),
        units: rules.all(rules.required, rules.atLeast(1)),
      },
    },
  })
  const register = useJob((body: Body, call) => client.products.register({ body, ...call }), {
    done: (job) => words.done(job.result.gtin),
  })
  const text = (
    field:
      | 'name'
      | 'genericName'
      | 'form'
      | 'strength'
      | 'pack'
      | 'maker'
      | 'storageConditions'
      | 'atc'
      | 'approvalNumber'
      | 'nationalCode',
    isNeeded = false,
  ) => (
    <TextInput
      label={<FieldLabel label={fieldWords[field]} help={fieldWords[`${field}Help`]} />}
      withAsterisk={isNeeded}
      maxLength={500}
      {...form.getInputProps(field)}
    />
  )
  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <form
        noValidate
        onSubmit={form.submit(async ({ levels, ...values }) => {
          const { result } = await register.run({
            ...values,
            gtin: gtinOf(values.gtin),
            name: values.name.trim(),
            atc: values.atc.trim().toUpperCase(),
            packSize: Number(values.packSize),
            levels: levels.map(({ gtin, units }) => ({ gtin: gtinOf(gtin), units: Number(units) })),
          })
          form.reset()
          await navigate({ to: paths.product(result.gtin) })
        })}
      >
        <Stack gap="lg">
          <Section title={words.identity}>
            <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="md">
              <TextInput
                label={<FieldLabel label={fieldWords.gtin} help={fieldWords.gtinHelp} />}
                withAsterisk
                inputMode="numeric"
                autoComplete="off"
                {...form.getInputProps('gtin')}
              />
              {text('name', true)}
              {text('genericName')}
              {text('form')}
              {text('strength')}
              {text('pack')}
              <NumberInput
                label={<FieldLabel label={fieldWords.packSize} help={fieldWords.packSizeHelp} />}
                withAsterisk
                min={1}
                allowDecimal={false}
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
                onClick={() => form.insertListItem('levels', { key: crypto.randomUUID(), gtin: '', units: '' })}
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
          {form.problem}
          <JobProgress job={register.job} />
          <Group justify="flex-end">
            <Button type="submit" loading={form.sending}>
              {words.send}
            </Button>
          </Group>
        </Stack>
      </form>
      <UnsavedGuard when={form.isDirty()} />
    </PageFrame>
  )
}
