import { Button, Checkbox, List, NumberInput, Stack, Text } from '@mantine/core'
import type { Job } from '@theriac/api'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { casesIn, type Loose, mostContainers, type Plan, packsIn, palletsIn } from './plan-cases.ts'
import { useWholeLotWords } from './words.ts'

const usualSize = 50
const usualLoad = 20

/** Asks for the size of the cases, and says what comes of it before it is done. */
export function PlanForm(props: {
  readonly loose: Loose
  readonly job: Job | undefined
  readonly onPack: (plan: Plan) => Promise<void>
}) {
  const { loose, job, onPack } = props
  const words = useWholeLotWords()
  const format = useFormat()
  const form = useProblemForm<{
    perCase: number | string
    cases: number | string
    withRest: boolean
    onPallets: boolean
    perPallet: number | string
  }>({
    initialValues: {
      perCase: Math.min(usualSize, loose.units),
      cases: '',
      withRest: true,
      onPallets: false,
      perPallet: usualLoad,
    },
  })
  const { perCase, cases, withRest, onPallets, perPallet } = form.values
  const size = Math.max(0, Math.floor(Number(perCase)))
  const mostCases = size > 0 ? Math.floor(loose.units / size) : 0
  // As many as there are packs for, until somebody says otherwise.
  const full = cases === '' ? Math.min(mostCases, mostContainers) : Math.max(0, Math.floor(Number(cases)))
  const remaining = loose.units - full * size
  const canHaveRest = full === mostCases && remaining > 0
  const plan: Plan = {
    perCase: size,
    cases: full,
    rest: canHaveRest && withRest ? remaining : 0,
    perPallet: onPallets ? Math.max(1, Math.floor(Number(perPallet))) : 0,
  }
  const fault =
    packsIn(plan) > loose.units
      ? words.tooFew
      : casesIn(plan) + palletsIn(plan) > mostContainers
        ? words.tooMany(mostContainers)
        : undefined
  const left = loose.units - packsIn(plan)
  const isFine = fault === undefined && packsIn(plan) > 0
  return (
    <Section>
      <form noValidate onSubmit={form.submit(() => (isFine ? onPack(plan) : Promise.resolve()))}>
        <Stack>
          <NumberInput
            label={<FieldLabel label={words.perCase} help={words.perCaseHelp} />}
            min={1}
            max={loose.units}
            allowDecimal={false}
            {...form.getInputProps('perCase')}
          />
          <NumberInput
            label={words.cases}
            description={words.mostCases(mostCases)}
            placeholder={format.number(full)}
            min={0}
            max={mostCases}
            allowDecimal={false}
            {...form.getInputProps('cases')}
          />
          {canHaveRest && (
            <Checkbox label={words.rest(remaining)} {...form.getInputProps('withRest', { type: 'checkbox' })} />
          )}
          <Checkbox label={words.onPallets} {...form.getInputProps('onPallets', { type: 'checkbox' })} />
          {onPallets && (
            <NumberInput
              label={words.perPallet}
              min={1}
              max={mostContainers}
              allowDecimal={false}
              {...form.getInputProps('perPallet')}
            />
          )}
          <div role="status">
            <Text fw={600}>{words.plan}</Text>
            <List mt={4}>
              {plan.cases > 0 && <List.Item>{words.planCases(plan.cases, plan.perCase)}</List.Item>}
              {plan.rest > 0 && <List.Item>{words.planRest(plan.rest)}</List.Item>}
              {palletsIn(plan) > 0 && <List.Item>{words.planPallets(palletsIn(plan), plan.perPallet)}</List.Item>}
              {left > 0 && <List.Item>{words.planLeft(left)}</List.Item>}
            </List>
            {fault !== undefined && (
              <Text c="red" mt="xs">
                {fault}
              </Text>
            )}
          </div>
          {form.problem}
          <JobProgress job={job} />
          <Button type="submit" size="md" loading={form.sending} disabled={!isFine}>
            {words.pack(packsIn(plan))}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
