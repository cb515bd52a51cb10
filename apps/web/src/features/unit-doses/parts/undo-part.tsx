import { Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import type { UnitDetail } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { usePartWords } from './words.ts'

/** How long the ledger takes the newest part back. */
const undoDays = 10
const dayMs = 86_400_000

/** Takes the newest part back, as long as the ledger does. */
export function UndoPart({ unit }: { readonly unit: UnitDetail }) {
  const { gtin, serial, parts } = unit
  const words = usePartWords()
  const format = useFormat()
  const form = useProblemForm({ initialValues: {} })
  const undo = useJob(
    (pack: Pick<UnitDetail, 'gtin' | 'serial'>, call) => client.dispensing.undoPart({ body: pack, ...call }),
    { done: ({ result }) => words.undone(result.parts) },
  )
  if (parts.last === 0 || parts.day === undefined) return null
  const until = new Date(Date.parse(parts.day) + undoDays * dayMs).toISOString().slice(0, 10)
  if (until < new Date().toISOString().slice(0, 10)) return null
  return (
    <form noValidate onSubmit={form.submit(() => undo.run({ gtin, serial }))}>
      <Stack gap="xs">
        {form.problem}
        <Group>
          <Button type="submit" variant="default" leftSection={<IconArrowBackUp size={18} />} loading={form.sending}>
            {words.undo(parts.last)}
          </Button>
          <Text size="sm" c="dimmed">
            {words.undoUntil(format.day(until))}
          </Text>
        </Group>
      </Stack>
    </form>
  )
}
