import { Checkbox, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { countPacks, type Goods, goodsInput } from '../../ui/goods/goods.ts'
import { GoodsCollector } from '../../ui/goods/goods-collector.tsx'
import { GoodsWork } from '../../ui/goods/goods-work.tsx'
import { LotEntry } from '../../ui/goods/lot-entry.tsx'
import { type JudgeGoods, useGoods } from '../../ui/goods/use-goods.ts'
import { useWhere } from '../../ui/goods/use-where.ts'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { useQuarantineWords } from './words.ts'

interface Releasing {
  readonly list: readonly Goods[]
  /** Who has packs without serials; for the regulator. */
  readonly gln: string
}

/** Scan what has turned out to be in order, and it is on sale again. */
export default function ReleasePage() {
  const words = useQuarantineWords()
  const where = useWhere()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const held = useQuery(
    apiQuery('quarantine', 'list', { query: { limit: 500, ...(isRegulator ? {} : { setter: institution.gln }) } }),
  )
  const judge: JudgeGoods = (found) => {
    const isFound = found.kind === 'pack' || found.kind === 'container'
    const setter = isFound && found.holder.kind === 'quarantine' ? found.holder.setter : undefined
    if (setter !== undefined && setter !== institution.gln && !isRegulator)
      return { tone: 'bad', title: words.notOurs, detail: words.notOursDetail }
    return where(found, ({ kind }) => kind === 'quarantine')
  }
  const goods = useGoods(judge)
  const form = useProblemForm({
    initialValues: { checked: false, gln: '' },
    validate: { checked: (checked) => (checked ? null : words.mustCheck) },
  })
  const release = useJob(
    ({ list, gln }: Releasing, call) =>
      client.quarantine.release({
        body: { goods: goodsInput(list), ...(gln === '' ? {} : { gln: gln as typeof institution.gln }) },
        ...call,
      }),
    { done: (job) => words.wasReleased(job.result.units) },
  )
  const rows = held.data?.items ?? []
  const nameOf = useInstitutionNames(isRegulator ? rows.map(({ gln }) => gln) : [])
  const { gln } = form.values
  const lots = isRegulator ? rows.filter((row) => row.gln === gln) : rows
  const count = countPacks(goods.list)

  async function send(values: { readonly gln: string }): Promise<void> {
    const { list } = goods
    await release.run({ list, gln: values.gln })
    goods.drop(list)
    form.reset()
  }

  return (
    <PageFrame
      title={words.releaseTitle}
      intro={isRegulator ? words.releaseIntroAll : words.releaseIntro}
      actions={
        <ButtonLink to={paths.quarantine} variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      <GoodsWork
        collector={
          <GoodsCollector goods={goods} other={<LotEntry lots={lots} scanned={goods.lot} ranges onAdd={goods.add} />} />
        }
        form={form}
        onSubmit={form.submit(send)}
        job={release.job}
        count={count}
        send={words.releaseCount(count)}
        first={words.scanFirst}
      >
        {isRegulator && (
          <Select
            label={<FieldLabel label={words.holder} help={words.holderHelp} />}
            placeholder={words.chooseHolder}
            data={[...new Set(rows.map((row) => row.gln))].map((one) => ({ value: one, label: nameOf(one) }))}
            clearable
            searchable
            {...form.getInputProps('gln')}
          />
        )}
        <Checkbox label={words.checked} {...form.getInputProps('checked', { type: 'checkbox' })} />
      </GoodsWork>
      <UnsavedGuard when={count > 0 && !form.sending} />
    </PageFrame>
  )
}
