import { TextInput } from '@mantine/core'
import { client } from '../../../core/api/client.ts'
import { paths } from '../../../core/paths.ts'
import { useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import type { Found } from '../../../ui/goods/find-goods.ts'
import { countPacks, type Goods, goodsInput } from '../../../ui/goods/goods.ts'
import { GoodsCollector } from '../../../ui/goods/goods-collector.tsx'
import { GoodsWork } from '../../../ui/goods/goods-work.tsx'
import { type GoodsNote, useGoods } from '../../../ui/goods/use-goods.ts'
import { useWhere } from '../../../ui/goods/use-where.ts'
import { useJob } from '../../../ui/job/use-job.tsx'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { useAdministrationWords } from './words.ts'

interface Giving {
  readonly list: readonly Goods[]
  readonly patient: string
  readonly ward: string
}

/** At the bedside: scan the packs, say for whom. */
export default function AdministerPage() {
  const words = useAdministrationWords()
  const rules = useRules()
  const where = useWhere()
  const { institution } = useSession()

  function judge(found: Found): GoodsNote | undefined {
    // No code of a pack: the patient's wristband.
    if (found.kind === 'unreadable') {
      form.setFieldValue('patient', found.scan)
      return { tone: 'good', title: words.patientRead, detail: found.scan }
    }
    const elsewhere = where(
      found,
      ({ kind, gln, state }) => kind === 'end' && state === 'dispensed' && gln === institution.gln,
    )
    if (elsewhere) return elsewhere
    return found.kind === 'pack' && found.unit.holds.length > 0
      ? { tone: 'bad', title: words.held, detail: words.heldDetail }
      : undefined
  }
  const goods = useGoods(judge)
  const form = useProblemForm({ initialValues: { patient: '', ward: '' }, validate: { patient: rules.required } })
  const give = useJob(
    ({ list, patient, ward }: Giving, call) =>
      client.dispensing.administer({
        body: { goods: goodsInput(list), patient, ...(ward === '' ? {} : { ward }) },
        ...call,
      }),
    { done: (job) => words.given(job.result.units) },
  )
  const count = countPacks(goods.list)

  async function send({ patient, ward }: { readonly patient: string; readonly ward: string }): Promise<void> {
    const { list } = goods
    await give.run({ list, patient: patient.trim(), ward: ward.trim() })
    goods.drop(list)
    // The next patient is mostly on the same ward.
    form.setValues({ patient: '', ward })
    form.resetDirty()
  }

  return (
    <PageFrame
      title={words.giveTitle}
      intro={words.giveIntro}
      actions={
        <ButtonLink to={paths.administrations} variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      <GoodsWork
        collector={<GoodsCollector goods={goods} label={words.scan} empty={words.listEmpty} />}
        form={form}
        onSubmit={form.submit(send)}
        job={give.job}
        count={count}
        send={words.giveCount(count)}
        first={words.scanFirst}
        next={words.final}
        size="lg"
      >
        <TextInput
          label={<FieldLabel label={words.patient} help={words.patientHelp} />}
          size="md"
          maxLength={100}
          autoComplete="off"
          {...form.getInputProps('patient')}
        />
        <TextInput
          label={<FieldLabel label={words.ward} help={words.wardHelp} />}
          size="md"
          maxLength={100}
          autoComplete="off"
          {...form.getInputProps('ward')}
        />
      </GoodsWork>
      <UnsavedGuard when={count > 0 && !form.sending} />
    </PageFrame>
  )
}
