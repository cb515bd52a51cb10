import { Button, Stack, Text } from '@mantine/core'
import { client } from '../../../core/api/client.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { countPacks, type Goods, goodsInput } from '../../../ui/goods/goods.ts'
import type { GoodsCollection } from '../../../ui/goods/use-goods.ts'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useEndingWords } from '../words.ts'

type State = Parameters<typeof client.endings.decommission>[0]['body']['state']

interface Sending {
  readonly state: State
  readonly list: readonly Goods[]
}

/** Export, samples and check-out: can be taken back for ten days. */
export function PlainForm({ state, goods }: { readonly state: State; readonly goods: GoodsCollection }) {
  const words = useEndingWords()
  const form = useProblemForm({ initialValues: {} })
  const end = useJob(
    ({ list, ...rest }: Sending, call) =>
      client.endings.decommission({ body: { ...rest, goods: goodsInput(list) }, ...call }),
    {
      done: (job) => words.sent(job.result.units),
      undo: (_, call, { list }) => client.endings.undo({ body: { goods: goodsInput(list) }, ...call }),
    },
  )
  const count = countPacks(goods.list)

  async function send(): Promise<void> {
    const { list } = goods
    await end.run({ state, list })
    goods.drop(list)
  }

  return (
    <form noValidate onSubmit={form.submit(send)}>
      <Stack>
        {form.problem}
        <JobProgress job={end.job} />
        <Button type="submit" size="md" loading={form.sending} disabled={count === 0}>
          {words.send(count)}
        </Button>
        <Text size="sm" c="dimmed" ta="center">
          {count === 0 ? words.scanFirst : words.forTenDays}
        </Text>
      </Stack>
    </form>
  )
}
