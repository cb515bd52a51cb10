import { NumberInput, Select, SimpleGrid, Textarea } from '@mantine/core'
import { inspectionOutcomes } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { DayInput, MomentInput } from '../../../ui/form/day-input.tsx'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { outcomeWords } from '../../../ui/words/records.ts'
import { useRecordFormWords } from './form-words.ts'
import type { RecordKind, StatementValues } from './statement.ts'

/** Fields of what is said in a record: text, time, and for an inspection what it found. */
export function StatementFields(props: {
  readonly kind: RecordKind
  readonly isStructured?: boolean
  readonly inputProps: (field: keyof StatementValues) => object
}) {
  const { kind, isStructured = false, inputProps } = props
  const words = useRecordFormWords()
  const text = useText()
  const counts = ['critical', 'major', 'other'] as const
  return (
    <>
      <MomentInput
        label={<FieldLabel label={words.eventTime} help={words.eventTimeHelp} />}
        maw={280}
        {...inputProps('eventTime')}
      />
      {kind === 'inspection' && (
        <>
          <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="md">
            <DayInput label={words.day} withAsterisk {...inputProps('day')} />
            <Select
              label={words.outcome}
              data={inspectionOutcomes.map((value) => ({ value, label: text(outcomeWords[value]) }))}
              withAsterisk
              {...inputProps('outcome')}
            />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 3 }} verticalSpacing="md">
            {counts.map((field) => (
              <NumberInput
                key={field}
                label={words[field]}
                min={0}
                max={1000}
                allowDecimal={false}
                {...inputProps(field)}
              />
            ))}
          </SimpleGrid>
        </>
      )}
      <Textarea
        label={<FieldLabel label={words.content} help={words.contentHelp} />}
        {...(isStructured ? { description: words.structured } : { placeholder: words.contentHint })}
        withAsterisk
        autosize
        minRows={4}
        maxRows={24}
        maxLength={200_000}
        {...(isStructured ? { styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } } : {})}
        {...inputProps('content')}
      />
    </>
  )
}
