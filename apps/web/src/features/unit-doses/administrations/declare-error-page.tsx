import { Button, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../../core/api/client.ts'
import { paths } from '../../../core/paths.ts'
import { useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import type { Found } from '../../../ui/goods/find-goods.ts'
import type { Goods } from '../../../ui/goods/goods.ts'
import { GoodsCollector } from '../../../ui/goods/goods-collector.tsx'
import { type GoodsNote, useGoods } from '../../../ui/goods/use-goods.ts'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { useAdministrationWords } from './words.ts'

type Pack = Extract<Goods, { kind: 'pack' }>

interface Declaration {
  readonly pack: Pick<Pack, 'gtin' | 'serial'>
  /** Reasons of an error declaration, as EPCIS has them. */
  readonly reason: string
  readonly because: string
}

/** Says of something that was recorded as given that it is wrong; nothing is erased by it. */
export default function DeclareErrorPage() {
  const words = useAdministrationWords()
  const rules = useRules()
  const navigate = useNavigate()
  const { institution } = useSession()

  function judge(found: Found): GoodsNote | undefined {
    if (found.kind !== 'pack') return undefined
    const { kind, gln, state } = found.holder
    const isGiven = kind === 'end' && state === 'administered' && gln === institution.gln
    return isGiven ? undefined : { tone: 'bad', title: words.notGiven, detail: words.notGivenDetail }
  }
  const goods = useGoods(judge)
  const form = useProblemForm({
    initialValues: { reason: '', because: '' },
    validate: { reason: rules.required, because: rules.required },
  })
  const declare = useJob(
    ({ pack, ...errorDeclaration }: Declaration, call) =>
      client.records.write({
        body: {
          kind: 'document',
          subject: { kind: 'unit', ...pack },
          content: { act: 'administer', errorDeclaration },
        },
        ...call,
      }),
    { done: () => words.declared },
  )
  const packs = goods.list.filter((one) => one.kind === 'pack')

  async function send({ reason, because }: { readonly reason: string; readonly because: string }): Promise<void> {
    for (const pack of packs) {
      const { gtin, serial } = pack
      await declare.run({ pack: { gtin, serial }, reason, because: because.trim() })
      goods.drop([pack])
    }
    form.reset()
    await navigate({ to: paths.administrations, ignoreBlocker: true })
  }

  return (
    <PageFrame
      title={words.errorTitle}
      intro={words.errorIntro}
      width="narrow"
      actions={
        <ButtonLink to={paths.administrations} variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      <GoodsCollector goods={goods} label={words.errorScan} empty={words.errorNone} />
      <Section>
        <form noValidate onSubmit={form.submit(send)}>
          <Stack>
            <Radio.Group label={words.kind} {...form.getInputProps('reason')}>
              <Stack mt="xs" gap="sm">
                <Radio value="did_not_occur" label={words.didNotOccur} />
                <Radio value="incorrect_data" label={words.incorrect} />
              </Stack>
            </Radio.Group>
            <Textarea
              label={<FieldLabel label={words.because} help={words.becauseHelp} />}
              autosize
              minRows={2}
              maxLength={500}
              {...form.getInputProps('because')}
            />
            {form.problem}
            <JobProgress job={declare.job} />
            <Button type="submit" size="md" loading={form.sending} disabled={packs.length === 0}>
              {words.declareNow}
            </Button>
            {packs.length === 0 && (
              <Text size="sm" c="dimmed" ta="center">
                {words.errorNone}
              </Text>
            )}
          </Stack>
        </form>
      </Section>
      <UnsavedGuard when={packs.length > 0 && !form.sending} />
    </PageFrame>
  )
}
