import { NumberInput, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { MomentInput } from '../../ui/form/day-input.tsx'
import { useRules } from '../../ui/form/rules.ts'
import type { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { useDrugUseWords } from './words.ts'

/** What a field is for stands below it, so that fields beside each other are in line. */
export const below: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description']

/** What is said of a use, as the form has it. */
export interface DetailValues {
  patient: string
  ward: string
  dose: string
  reason: string
  unitsUsed: number | string
  /** `2026-11-27T10:00`, in the reader's time zone. */
  usedAt: string
}

/** What is said of a use, as the API takes it. */
export interface Details {
  readonly patient: string
  readonly ward?: string
  readonly dose: string
  readonly reason?: string
  readonly unitsUsed: number
  readonly usedAt: string
}

/** What the field of an instant takes: local, to the minute. */
function localMinute(instant: Date): string {
  return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export const noDetails = (): DetailValues => ({
  patient: '',
  ward: '',
  dose: '',
  reason: '',
  unitsUsed: 1,
  usedAt: localMinute(new Date()),
})

export const valuesOf = ({ ward = '', reason = '', usedAt, patient, dose, unitsUsed }: Details): DetailValues => ({
  patient,
  ward,
  dose,
  reason,
  unitsUsed,
  usedAt: localMinute(new Date(usedAt)),
})

export function detailsOf({ patient, ward, dose, reason, unitsUsed, usedAt }: DetailValues): Details {
  return {
    patient: patient.trim(),
    dose: dose.trim(),
    unitsUsed: Number(unitsUsed),
    usedAt: new Date(usedAt).toISOString().replace('.000Z', 'Z'),
    ...(ward.trim() === '' ? {} : { ward: ward.trim() }),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  }
}

/** Rules of the fields. */
export function useDetailRules() {
  const rules = useRules()
  const words = useDrugUseWords()
  return {
    patient: rules.required,
    dose: rules.required,
    unitsUsed: rules.all(rules.required, rules.atLeast(1)),
    usedAt: rules.all(rules.required, (value) =>
      new Date(String(value)).getTime() > Date.now() + 60_000 ? words.future : null,
    ),
  }
}

/** Fields of what is said of a use. */
export function DetailFields(props: {
  readonly inputProps: ReturnType<typeof useProblemForm<DetailValues & Record<string, unknown>>>['getInputProps']
}) {
  const { inputProps } = props
  const words = useDrugUseWords()
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={words.patient}
          inputWrapperOrder={below}
          description={words.patientHelp}
          maxLength={100}
          autoComplete="off"
          {...inputProps('patient')}
        />
        <TextInput
          label={words.ward}
          inputWrapperOrder={below}
          description={words.optional}
          maxLength={100}
          autoComplete="off"
          {...inputProps('ward')}
        />
        <TextInput
          label={words.dose}
          inputWrapperOrder={below}
          description={words.doseHelp}
          placeholder={words.doseHint}
          maxLength={200}
          {...inputProps('dose')}
        />
        <NumberInput
          label={words.units}
          inputWrapperOrder={below}
          description={words.unitsHelp}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          {...inputProps('unitsUsed')}
        />
        <MomentInput
          label={words.used}
          inputWrapperOrder={below}
          description={words.usedHelp}
          {...inputProps('usedAt')}
        />
      </SimpleGrid>
      <Textarea
        label={words.why}
        inputWrapperOrder={below}
        description={words.optional}
        autosize
        minRows={2}
        maxLength={1000}
        {...inputProps('reason')}
      />
    </Stack>
  )
}
