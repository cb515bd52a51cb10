import { Button, Group, Text, TextInput } from '@mantine/core'
import { DayInput } from '../../ui/form/day-input.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import type { FoundPack } from '../../ui/goods/find-goods.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useReturnWords } from './words.ts'

/** Asks for lot and expiry as they are printed, where the code has only GTIN and serial. */
export function PrintedForm(props: { readonly found: FoundPack; readonly onGiven: (found: FoundPack) => void }) {
  const { found, onGiven } = props
  const words = useReturnWords()
  const rules = useRules()
  const form = useProblemForm({
    initialValues: { lot: '', expiry: '' },
    validate: { lot: rules.all(rules.required, rules.lotNumber), expiry: rules.all(rules.required, rules.day) },
  })
  return (
    <Section title={words.printedTitle}>
      <Text size="sm" c="dimmed" mb="sm">
        {found.unit.product.name} · {found.unit.serial}
      </Text>
      <form
        noValidate
        onSubmit={form.submit(async ({ lot, expiry }) => onGiven({ ...found, printed: { lot: lot.trim(), expiry } }))}
      >
        <Group align="flex-start">
          <TextInput label={words.printedLot} autoComplete="off" flex="1 1 160px" {...form.getInputProps('lot')} />
          <DayInput label={words.printedExpiry} flex="1 1 160px" {...form.getInputProps('expiry')} />
        </Group>
        <Button type="submit" variant="default" mt="sm">
          {words.compare}
        </Button>
      </form>
    </Section>
  )
}
