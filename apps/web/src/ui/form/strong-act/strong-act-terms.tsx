import { Select, Stack, Text, Textarea } from '@mantine/core'
import type { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../core/api/query.ts'
import { FieldLabel } from '../field-label.tsx'
import { useStrongActWords } from './words.ts'

/** Fields of a form that every strong act of the regulator has, as they are at first. */
export const firstTerms = { reason: '', openDays: '7' }

/** Terms of a strong act as the API takes them. */
export const termsOf = ({ reason, openDays }: typeof firstTerms): { reason: string; openDays: number } => ({
  reason: reason.trim(),
  openDays: Number(openDays),
})

const lives = [1, 3, 7, 14, 30]

/** Why it is done, and how many it takes: for a form with `firstTerms` among its values. */
export function StrongActTerms(props: {
  readonly input: (name: keyof typeof firstTerms) => ReturnType<ReturnType<typeof useForm>['getInputProps']>
}) {
  const { input } = props
  const words = useStrongActWords()
  const { data } = useQuery(apiQuery('governance', 'overview'))
  return (
    <Stack>
      <Textarea
        label={<FieldLabel label={words.reason} help={words.reasonHelp} />}
        autosize
        minRows={2}
        maxLength={500}
        {...input('reason')}
      />
      {data && (
        <Text size="sm" c="dimmed">
          {data.threshold > 1 ? words.together(data.threshold, data.operators) : words.alone}
        </Text>
      )}
      {data && data.threshold > 1 && (
        <Select
          label={words.openDays}
          data={lives.map((days) => ({ value: String(days), label: words.days(days) }))}
          allowDeselect={false}
          maw={200}
          {...input('openDays')}
        />
      )}
    </Stack>
  )
}
