import { Button, Grid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PrintedPack } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { countPacks, type Goods, goodsInput } from '../../ui/goods/goods.ts'
import { GoodsCollector } from '../../ui/goods/goods-collector.tsx'
import { LotEntry } from '../../ui/goods/lot-entry.tsx'
import { ReasonField } from '../../ui/goods/reason-field.tsx'
import { useGoods } from '../../ui/goods/use-goods.ts'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { PrintedForm } from './printed-form.tsx'
import { type Answers, Questions } from './questions.tsx'
import { useJudgePrinted } from './use-judge-printed.ts'
import { useLotHold } from './use-lot-hold.ts'
import { useReturnWords } from './words.ts'

interface Rejecting {
  readonly list: readonly Goods[]
  readonly reason: string
}

/** Three questions decide whether what came back is sold again or destroyed. */
export default function JudgePage() {
  const words = useReturnWords()
  const rules = useRules()
  const { judge, incomplete } = useJudgePrinted('returned')
  const goods = useGoods(judge)
  const waiting = useQuery(apiQuery('returns', 'list', { query: { state: 'returned', limit: 500 } }))
  const hold = useLotHold(goods.list)
  const form = useProblemForm<Answers>({
    initialValues: { unopened: '', kept: '', reason: '' },
    validate: {
      unopened: rules.required,
      kept: rules.required,
      reason: (reason, values) => (isAccepted(values, hold) ? null : rules.required(reason)),
    },
  })
  const accept = useJob((list: readonly Goods[], call) => client.returns.accept({ body: acceptBody(list), ...call }), {
    done: (job) => words.accepted(job.result.units),
  })
  const reject = useJob(
    ({ list, reason }: Rejecting, call) =>
      client.returns.reject({ body: { goods: goodsInput(list), reason }, ...call }),
    { done: (job) => words.wasRejected(job.result.units) },
  )
  const count = countPacks(goods.list)
  const { unopened, kept } = form.values
  const isAnswered = unopened !== '' && kept !== ''
  const isGood = isAccepted(form.values, hold)
  const isBoxed = goods.list.some(({ kind }) => kind === 'container' || kind === 'range')

  async function send({ reason }: Answers): Promise<void> {
    const { list } = goods
    if (isGood) await accept.run(list)
    else await reject.run({ list, reason: reason.trim() })
    goods.drop(list)
    form.reset()
  }

  return (
    <PageFrame
      title={words.judgeTitle}
      intro={words.judgeIntro}
      actions={
        <ButtonLink to={paths.returns} variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <GoodsCollector
              goods={goods}
              label={words.judgeScan}
              empty={words.judgeEmpty}
              other={<LotEntry lots={waiting.data?.items ?? []} scanned={goods.lot} onAdd={goods.add} />}
            />
            {incomplete && (
              <PrintedForm key={incomplete.unit.serial} found={incomplete} onGiven={(found) => goods.judge(found)} />
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Section title={words.questions}>
            <form noValidate onSubmit={form.submit(send)}>
              <Stack>
                <Questions input={form.getInputProps} hold={hold} />
                {isAnswered && !isGood && (
                  <ReasonField
                    label={words.why}
                    help={words.whyHelp}
                    usual={Object.values(words.usual)}
                    onPick={(reason) => form.setFieldValue('reason', reason)}
                    input={form.getInputProps('reason')}
                  />
                )}
                {isGood && isBoxed && <Text size="sm">{words.acceptOnlyPacks}</Text>}
                {form.problem}
                <JobProgress job={accept.job ?? reject.job} />
                <Button
                  type="submit"
                  size="md"
                  color={isAnswered && !isGood ? 'red.8' : 'teal.9'}
                  loading={form.sending}
                  disabled={count === 0 || (isGood && isBoxed)}
                >
                  {isAnswered && !isGood ? words.reject(count) : words.accept(count)}
                </Button>
                <Text size="sm" c="dimmed" ta="center">
                  {count === 0 ? words.scanFirst : !isAnswered ? words.answerAll : isGood ? '' : words.forGood}
                </Text>
              </Stack>
            </form>
          </Section>
        </Grid.Col>
      </Grid>
      <UnsavedGuard when={count > 0 && !form.sending} />
    </PageFrame>
  )
}

const isAccepted = ({ unopened, kept }: Pick<Answers, 'unopened' | 'kept'>, hold: string | undefined): boolean =>
  unopened === 'yes' && kept === 'yes' && hold === undefined

type Accepted = Parameters<typeof client.returns.accept>[0]['body']

function acceptBody(list: readonly Goods[]): Accepted {
  const units = list.flatMap((one) =>
    one.kind === 'pack'
      ? [{ gtin: one.gtin, serial: one.serial, lot: one.lot, expiry: one.expiry } as PrintedPack]
      : [],
  )
  const quantities = list.flatMap((one) =>
    one.kind === 'quantity'
      ? [{ gtin: one.gtin, lot: one.lot, expiry: one.expiry as PrintedPack['expiry'], quantity: one.quantity }]
      : [],
  )
  return {
    ...(units.length > 0 ? { units } : {}),
    ...(quantities.length > 0 ? { quantities } : {}),
    isUnopened: true,
    isKeptAsRequired: true,
  }
}
