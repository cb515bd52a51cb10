import { ActionIcon, Button, Group, Kbd, NumberInput, Stack } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import type { UnitDetail } from '@theriac/api'
import { useEffect, useRef } from 'react'
import { client } from '../../../core/api/client.ts'
import { playVerdict } from '../../../core/scan/sound.ts'
import { useRules } from '../../../ui/form/rules.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { usePartWords } from './words.ts'

/** Asks how many parts, and dispenses them with Enter. */
export function DispensePart({ unit, scan }: { readonly unit: UnitDetail; readonly scan?: string }) {
  const { gtin, serial, parts } = unit
  const words = usePartWords()
  const rules = useRules()
  const left = parts.packSize - parts.taken
  const form = useProblemForm<{ parts: number | string }>({
    initialValues: { parts: 1 },
    validate: { parts: rules.all(rules.required, rules.atLeast(1)) },
  })
  const count = Number(form.values.parts) || 0
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const dispense = useJob(
    (number: number, call) =>
      client.dispensing.dispensePart({
        body: { gtin, serial, parts: number, ...(scan === undefined ? {} : { scan }) },
        ...call,
      }),
    { done: ({ result }) => words.dispensed(result.parts, result.packSize - result.taken) },
  )

  async function send(): Promise<void> {
    try {
      await dispense.run(count)
      playVerdict('good')
      form.reset()
    } catch (error) {
      playVerdict('bad')
      throw error
    }
  }
  const step = (by: number): void => form.setFieldValue('parts', Math.max(1, Math.min(left, count + by)))

  return (
    <form noValidate onSubmit={form.submit(send)}>
      <Stack>
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <ActionIcon
            variant="default"
            size={50}
            aria-label={words.fewer}
            disabled={count <= 1}
            onClick={() => step(-1)}
          >
            <IconMinus size={22} />
          </ActionIcon>
          <NumberInput
            ref={field}
            label={words.howMany}
            size="lg"
            min={1}
            max={left}
            allowDecimal={false}
            hideControls
            flex={1}
            styles={{ input: { textAlign: 'center', fontWeight: 650 } }}
            {...form.getInputProps('parts')}
          />
          <ActionIcon
            variant="default"
            size={50}
            aria-label={words.more}
            disabled={count >= left}
            onClick={() => step(1)}
          >
            <IconPlus size={22} />
          </ActionIcon>
        </Group>
        {form.problem}
        <Button
          type="submit"
          size="lg"
          loading={form.sending}
          disabled={count < 1}
          rightSection={
            <Kbd size="xs" aria-hidden>
              Enter
            </Kbd>
          }
        >
          {words.dispense(count)}
        </Button>
      </Stack>
    </form>
  )
}
