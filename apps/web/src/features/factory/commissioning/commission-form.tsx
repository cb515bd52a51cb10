import { Button, Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconBarcode } from '@tabler/icons-react'
import { type Lot, mostCommissioned } from '@theriac/api'
import type { Serial } from '@theriac/gs1'
import { useMemo, useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { type LineFault, readSerials } from './read-serials.ts'
import { SerialsField } from './serials-field.tsx'
import { serverFaults } from './server-faults.ts'
import { useCommissioningWords } from './words.ts'

type Body =
  | { readonly random: { readonly n: number; readonly length: number } }
  | { readonly quantity: number }
  | { readonly serials: readonly Serial[] }

/** From here on it takes so long that somebody may want to go on with something else. */
const many = 20_000

/** Asks how many packs, or for their serials, and makes them. */
export function CommissionForm({ lot, onMade }: { readonly lot: Lot; readonly onMade: (units: number) => void }) {
  const words = useCommissioningWords()
  const rules = useRules()
  const params = { gtin: lot.gtin, lot: lot.lot }
  const left = lot.quantity - lot.commissioned
  const most = lot.serialised ? Math.min(left, mostCommissioned) : left
  const form = useProblemForm({
    initialValues: { how: 'random', n: '' as number | string, length: 12 as number | string, serials: '' },
    names: { 'random.n': 'n', quantity: 'n', 'random.length': 'length' },
    validate: {
      n: (value, { how }) =>
        how === 'list'
          ? null
          : (rules.all(rules.required, rules.atLeast(1))(value) ?? (Number(value) > most ? words.tooMany(most) : null)),
      length: (value, { how }) => (how === 'list' ? null : rules.all(rules.required, rules.atLeast(8))(value)),
      serials: (value, { how }) => (how === 'list' ? faultOf(value) : null),
    },
  })
  const { how, n, serials: list } = form.values
  const isList = how === 'list'
  const read = useMemo(() => readSerials(isList ? list : ''), [isList, list])
  /** What the server found wrong, with the list that it was said of. */
  const [refused, setRefused] = useState<{ readonly list: string; readonly faults: readonly LineFault[] }>()
  const faults = read.faults.length > 0 ? read.faults : refused?.list === list ? refused.faults : []
  const count = isList ? read.serials.length : Number(n)

  function faultOf(text: string): string | null {
    const { serials, faults: wrong } = readSerials(text)
    if (wrong.length > 0) return words.mend
    if (serials.length > most) return words.tooMany(most)
    return serials.length === 0 ? rules.required('') : null
  }

  const commission = useJob(
    (body: Body, call) => {
      // As a file, which the server reads as it comes, and whose faults it tells by line.
      return 'serials' in body
        ? client.commissioning.upload({ params, body: body.serials.join('\n'), ...call })
        : client.commissioning.commission({ params, body, ...call })
    },
    { done: (job) => words.done(job.result.units, lot.lot) },
  )

  function bodyOf(values: typeof form.values): Body {
    if (values.how === 'list') return { serials: readSerials(values.serials).serials }
    const units = Number(values.n)
    return lot.serialised ? { random: { n: units, length: Number(values.length) } } : { quantity: units }
  }

  return (
    <Section>
      <form
        noValidate
        onSubmit={form.submit(async (values) => {
          const { result } = await commission.run(bodyOf(values)).catch((error: unknown) => {
            setRefused({ list: values.serials, faults: serverFaults(error, read) })
            throw error
          })
          form.reset()
          onMade(result.units)
        })}
      >
        <Stack>
          {lot.serialised && (
            <SegmentedControl
              aria-label={words.how}
              data={[
                { value: 'random', label: words.generate },
                { value: 'list', label: words.paste },
              ]}
              {...form.getInputProps('how')}
            />
          )}
          {isList ? (
            <SerialsField
              count={count}
              left={left}
              faults={faults}
              onText={(text) => form.setFieldValue('serials', text)}
              inputProps={form.getInputProps('serials')}
            />
          ) : (
            <Group align="flex-start" grow preventGrowOverflow={false}>
              <NumberInput
                label={<FieldLabel label={words.count} help={words.countHelp} />}
                description={words.countLeft(left)}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                withAsterisk
                min={1}
                allowDecimal={false}
                thousandSeparator=" "
                miw={200}
                data-autofocus
                {...form.getInputProps('n')}
              />
              {lot.serialised && (
                <NumberInput
                  label={<FieldLabel label={words.length} help={words.lengthHelp} />}
                  min={8}
                  max={20}
                  allowDecimal={false}
                  miw={200}
                  {...form.getInputProps('length')}
                />
              )}
            </Group>
          )}
          {lot.serialised && (
            <Text size="sm" c="dimmed">
              {words.private}
            </Text>
          )}
          {isList && faults.length > 0 ? null : form.problem}
          <JobProgress job={commission.job} />
          {form.sending && count >= many && <Text size="sm">{words.seconds}</Text>}
          <Group justify="flex-end">
            <Button type="submit" leftSection={<IconBarcode size={16} />} loading={form.sending}>
              {count > 0 && !(isList && faults.length > 0) ? words.send(count) : words.sendNone}
            </Button>
          </Group>
        </Stack>
      </form>
      <UnsavedGuard when={form.isDirty() && !form.sending} />
    </Section>
  )
}
