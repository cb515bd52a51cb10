import { NumberInput, SimpleGrid, TextInput } from '@mantine/core'
import type { IsoDate } from '@theriac/gs1'
import type { ReactNode } from 'react'
import { DayInput } from '../../../ui/form/day-input.tsx'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { useNewLotWords } from './new-lot-words.ts'

/** What can be corrected of a lot, as a form has it. */
export interface LotValues extends Record<string, unknown> {
  production: string
  expiry: string
  quantity: number | string
  origin: string
}

/** A form's values as the API takes them. */
export const planOf = ({ production, expiry, quantity, origin }: LotValues) => ({
  production: production as IsoDate,
  expiry: expiry as IsoDate,
  quantity: Number(quantity),
  origin: origin.trim(),
})

/** Rules for the fields of a lot. */
export function useLotRules() {
  const rules = useRules()
  const words = useNewLotWords()
  return {
    production: rules.all(rules.required, rules.day),
    expiry: (value: string, { production }: LotValues) =>
      rules.all(rules.required, rules.day)(value) ??
      (production !== '' && value <= production ? words.expiryEarly : null),
    quantity: rules.all(rules.required, rules.atLeast(1)),
    origin: rules.required,
  }
}

/** Fields of a lot: dates, quantity, origin. */
export function LotFields(props: {
  readonly inputProps: (field: 'production' | 'expiry' | 'quantity' | 'origin') => object
  /** Beside the quantity: the number of a new lot. */
  readonly first?: ReactNode
}) {
  const { inputProps, first } = props
  const words = useNewLotWords()
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="md">
        {first}
        <NumberInput
          label={<FieldLabel label={words.quantity} help={words.quantityHelp} />}
          withAsterisk
          min={1}
          max={0xffffffff}
          allowDecimal={false}
          thousandSeparator=" "
          {...inputProps('quantity')}
        />
        <DayInput
          label={<FieldLabel label={words.production} help={words.productionHelp} />}
          withAsterisk
          {...inputProps('production')}
        />
        <DayInput
          label={<FieldLabel label={words.expiry} help={words.expiryHelp} />}
          withAsterisk
          {...inputProps('expiry')}
        />
      </SimpleGrid>
      <TextInput
        label={<FieldLabel label={words.origin} help={words.originHelp} />}
        withAsterisk
        maxLength={200}
        {...inputProps('origin')}
      />
    </>
  )
}
