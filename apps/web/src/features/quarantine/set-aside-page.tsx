import { useQuery } from '@tanstack/react-query'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { countPacks, type Goods, goodsInput } from '../../ui/goods/goods.ts'
import { GoodsCollector } from '../../ui/goods/goods-collector.tsx'
import { GoodsWork } from '../../ui/goods/goods-work.tsx'
import { LotEntry } from '../../ui/goods/lot-entry.tsx'
import { ReasonField } from '../../ui/goods/reason-field.tsx'
import { useGoods } from '../../ui/goods/use-goods.ts'
import { useWhere } from '../../ui/goods/use-where.ts'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { useQuarantineWords } from './words.ts'

interface SettingAside {
  readonly list: readonly Goods[]
  readonly reason: string
}

/** Scan, say why, and the goods are out of the stock on sale. */
export default function SetAsidePage() {
  const words = useQuarantineWords()
  const rules = useRules()
  const where = useWhere()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const goods = useGoods((found) =>
    where(found, ({ kind, gln }) => kind === 'institution' && (isRegulator || gln === institution.gln)),
  )
  const stock = useQuery({
    ...apiQuery('stock', 'list', { query: { state: 'sellable', limit: 500, sort: 'product' } }),
    enabled: !isRegulator,
  })
  const form = useProblemForm({ initialValues: { reason: '' }, validate: { reason: rules.required } })
  const setAside = useJob(
    ({ list, reason }: SettingAside, call) =>
      client.quarantine.setAside({ body: { goods: goodsInput(list), reason }, ...call }),
    {
      done: (job) => words.wasSetAside(job.result.units),
      undo: (_, call, { list }) => client.quarantine.release({ body: { goods: goodsInput(list) }, ...call }),
    },
  )
  const count = countPacks(goods.list)

  async function send({ reason }: { readonly reason: string }): Promise<void> {
    const { list } = goods
    await setAside.run({ list, reason: reason.trim() })
    goods.drop(list)
    form.reset()
  }

  return (
    <PageFrame
      title={words.setAside}
      intro={isRegulator ? words.setAsideIntroAll : words.setAsideIntro}
      actions={
        <ButtonLink to={paths.quarantine} variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      <GoodsWork
        collector={
          <GoodsCollector
            goods={goods}
            {...(isRegulator
              ? {}
              : { other: <LotEntry lots={stock.data?.items ?? []} scanned={goods.lot} ranges onAdd={goods.add} /> })}
          />
        }
        form={form}
        onSubmit={form.submit(send)}
        job={setAside.job}
        count={count}
        send={words.setAsideCount(count)}
        first={words.scanFirst}
        next={words.canRelease}
      >
        <ReasonField
          label={words.why}
          help={words.whyHelp}
          usual={Object.values(words.usual)}
          onPick={(reason) => form.setFieldValue('reason', reason)}
          input={form.getInputProps('reason')}
        />
      </GoodsWork>
      <UnsavedGuard when={(count > 0 || form.isDirty()) && !form.sending} />
    </PageFrame>
  )
}
