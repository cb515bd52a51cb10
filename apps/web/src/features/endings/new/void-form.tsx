import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { client } from '../../../core/api/client.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { countPacks, type Goods, goodsInput } from '../../../ui/goods/goods.ts'
import type { GoodsCollection } from '../../../ui/goods/use-goods.ts'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useEndingWords } from '../words.ts'

/** Takes packs back that were commissioned by mistake. */
export function VoidForm({ goods }: { readonly goods: GoodsCollection }) {
  const words = useEndingWords()
  const form = useProblemForm({ initialValues: {} })
  const send = useJob(
    (list: readonly Goods[], call) => {
      const { units, ranges } = goodsInput(list)
      const packs = { ...(units ? { units } : {}), ...(ranges ? { ranges } : {}) }
      return client.endings.voidCommissioning({ body: { goods: packs }, ...call })
    },
    { done: (job) => words.voidDone(job.result.units) },
  )
  // Packs without numbers cannot be voided, and those in a container are in no list of packs.
  const list = goods.list.filter(({ kind }) => kind === 'pack' || kind === 'range')
  const count = countPacks(list)
  return (
    <form
      noValidate
      onSubmit={form.submit(async () => {
        await send.run(list)
        goods.drop(list)
      })}
    >
      <Stack>
        <Alert variant="light" color="yellow" icon={<IconAlertTriangle />}>
          {words.voidHelp}
        </Alert>
        {form.problem}
        <JobProgress job={send.job} />
        <Button type="submit" size="md" color="red.8" loading={form.sending} disabled={count === 0}>
          {words.voidSend(count)}
        </Button>
        {count === 0 && (
          <Text size="sm" c="dimmed" ta="center">
            {words.scanFirst}
          </Text>
        )}
      </Stack>
    </form>
  )
}
