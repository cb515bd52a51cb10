import { Stack } from '@mantine/core'
import type { PrintedPack } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import type { Goods } from '../../ui/goods/goods.ts'
import { GoodsCollector } from '../../ui/goods/goods-collector.tsx'
import { GoodsWork } from '../../ui/goods/goods-work.tsx'
import { useGoods } from '../../ui/goods/use-goods.ts'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { PrintedForm } from './printed-form.tsx'
import { useJudgePrinted } from './use-judge-printed.ts'
import { useReturnWords } from './words.ts'

/** A patient brings packs back: scan, compare, take in. */
export default function TakeBackPage() {
  const words = useReturnWords()
  const { judge, incomplete } = useJudgePrinted('dispensed')
  const goods = useGoods(judge)
  const form = useProblemForm({ initialValues: {} })
  const take = useJob(
    (list: readonly Goods[], call) => client.returns.receive({ body: { units: printedPacks(list) }, ...call }),
    { done: (job) => words.taken(job.result.units) },
  )
  const count = goods.list.length

  async function send(): Promise<void> {
    const { list } = goods
    await take.run(list)
    goods.drop(list)
  }

  return (
    <PageFrame
      title={words.takeBackTitle}
      intro={words.takeBackIntro}
      actions={
        <>
          <ButtonLink to={paths.returns} variant="default">
            {words.back}
          </ButtonLink>
          <ButtonLink to={paths.judgeReturns} variant="default">
            {words.judge}
          </ButtonLink>
        </>
      }
    >
      <GoodsWork
        collector={
          <Stack>
            <GoodsCollector goods={goods} label={words.scan} empty={words.listEmpty} />
            {incomplete && (
              <PrintedForm key={incomplete.unit.serial} found={incomplete} onGiven={(found) => goods.judge(found)} />
            )}
          </Stack>
        }
        form={form}
        onSubmit={form.submit(send)}
        job={take.job}
        count={count}
        send={words.take(count)}
        first={words.scanFirst}
        next={words.next}
        size="lg"
      />
      <UnsavedGuard when={count > 0 && !form.sending} />
    </PageFrame>
  )
}

/** Packs with all that was compared: it is compared once more by the server. */
function printedPacks(list: readonly Goods[]): PrintedPack[] {
  return list.flatMap((goods) => {
    if (goods.kind !== 'pack') return []
    const { gtin, serial, lot, expiry } = goods
    return [{ gtin, serial, lot, expiry } as PrintedPack]
  })
}
