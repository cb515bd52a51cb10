import { useQuery } from '@tanstack/react-query'
import type { Institution } from '@theriac/api'
import { useRef } from 'react'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import type { Found } from '../../ui/goods/find-goods.ts'
import { countPacks, type Goods, goodsInput } from '../../ui/goods/goods.ts'
import { GoodsCollector } from '../../ui/goods/goods-collector.tsx'
import { GoodsWork } from '../../ui/goods/goods-work.tsx'
import { LotEntry } from '../../ui/goods/lot-entry.tsx'
import { ReasonField } from '../../ui/goods/reason-field.tsx'
import { type GoodsNote, useGoods } from '../../ui/goods/use-goods.ts'
import { useWhere } from '../../ui/goods/use-where.ts'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { statusOf } from '../../ui/words/status.ts'
import { useEndingWords } from './words.ts'

/** What its institution can take back, and what the regulator can. */
const ofInstitution = ['exported', 'sampled', 'free_sample', 'checked_out']
const ofRegulator = ['dispensed', ...ofInstitution, 'stolen', 'lost']
const undoDays = 10
const dayMs = 86_400_000

interface Override {
  readonly gln: Institution['gln']
  readonly list: readonly Goods[]
  readonly reason: string
}

/** Puts back what did not leave after all: within ten days by who took it out, later by the regulator. */
export default function UndoPage() {
  const words = useEndingWords()
  const format = useFormat()
  const text = useText()
  const rules = useRules()
  const where = useWhere()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  // Whose goods the regulator puts back: those of the first that was scanned.
  const owner = useRef<Institution['gln']>(undefined)

  function judge(found: Found): GoodsNote | undefined {
    const elsewhere = where(found, ({ kind, gln }) => kind === 'end' && (isRegulator || gln === institution.gln))
    if (elsewhere) return elsewhere
    if (found.kind !== 'pack' && found.kind !== 'container') return undefined
    const { state = '', day = '', gln = '' } = found.holder
    if (!(isRegulator ? ofRegulator : ofInstitution).includes(state))
      return { tone: 'bad', title: words.final, detail: words.finalDetail(text(statusOf(state).words)) }
    const today = new Date().toISOString().slice(0, 10)
    if (!isRegulator && (Date.parse(today) - Date.parse(day)) / dayMs > undoDays)
      return { tone: 'bad', title: words.tooLate, detail: words.tooLateDetail(format.day(day)) }
    if (isRegulator && goods.list.length > 0 && owner.current !== gln)
      return { tone: 'warn', title: words.mixed, detail: words.mixedDetail }
    owner.current = gln as Institution['gln']
    return undefined
  }
  const goods = useGoods(judge)
  const ended = useQuery({ ...apiQuery('endings', 'list', { query: { limit: 500 } }), enabled: !isRegulator })
  const form = useProblemForm({
    initialValues: { reason: '' },
    validate: { reason: (reason) => (isRegulator ? rules.required(reason) : null) },
  })
  const undo = useJob(
    (list: readonly Goods[], call) => client.endings.undo({ body: { goods: goodsInput(list) }, ...call }),
    { done: (job) => words.undoDone(job.result.units) },
  )
  const override = useJob(
    ({ list, ...rest }: Override, call) =>
      client.endings.overrideUndo({ body: { ...rest, goods: goodsInput(list) }, ...call }),
    { done: (job) => words.overrideDone(job.result.units) },
  )
  const count = countPacks(goods.list)

  async function send({ reason }: { readonly reason: string }): Promise<void> {
    const { list } = goods
    if (isRegulator && owner.current !== undefined)
      await override.run({ gln: owner.current, list, reason: reason.trim() })
    else await undo.run(list)
    goods.drop(list)
    form.reset()
  }

  return (
    <PageFrame
      title={words.undoTitle}
      intro={isRegulator ? words.undoIntroAll : words.undoIntro}
      actions={
        <ButtonLink to={paths.endings} variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      <GoodsWork
        collector={
          <GoodsCollector
            goods={goods}
            label={words.undoLabel}
            {...(isRegulator
              ? {}
              : {
                  other: (
                    <LotEntry
                      lots={(ended.data?.items ?? []).filter(
                        ({ state, undoableUntil }) => undoableUntil !== undefined && ofInstitution.includes(state),
                      )}
                      scanned={goods.lot}
                      ranges
                      onAdd={goods.add}
                    />
                  ),
                })}
          />
        }
        form={form}
        onSubmit={form.submit(send)}
        job={undo.job ?? override.job}
        count={count}
        send={words.undoSend(count)}
        first={words.scanFirst}
      >
        {isRegulator && (
          <ReasonField
            label={words.why}
            help={words.whyHelp}
            usual={Object.values(words.usualBack)}
            onPick={(reason) => form.setFieldValue('reason', reason)}
            input={form.getInputProps('reason')}
          />
        )}
      </GoodsWork>
      <UnsavedGuard when={count > 0 && !form.sending} />
    </PageFrame>
  )
}
