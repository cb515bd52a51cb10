import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { countPacks, type Goods, goodsInput } from '../../../ui/goods/goods.ts'
import type { GoodsCollection } from '../../../ui/goods/use-goods.ts'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { wayWords } from '../ways.ts'
import { useEndingWords } from '../words.ts'

interface Report {
  readonly state: 'stolen' | 'lost'
  readonly list: readonly Goods[]
  readonly evidence: string
}

/** Reports goods stolen or lost, after asking once more: who reports cannot take it back. */
export function GoneForm({ state, goods }: { readonly state: 'stolen' | 'lost'; readonly goods: GoodsCollection }) {
  const words = useEndingWords()
  const text = useText()
  const rules = useRules()
  const [isAsking, setAsking] = useState(false)
  const form = useProblemForm({ initialValues: { evidence: '' }, validate: { evidence: rules.required } })
  const report = useJob(
    ({ list, ...rest }: Report, call) =>
      client.endings.reportGone({ body: { ...rest, goods: goodsInput(list) }, ...call }),
    {
      done: ({ result: { units, unsaleable } }) =>
        [words.reported(units), ...(unsaleable > 0 ? [words.unsaleable(unsaleable)] : [])].join(' '),
    },
  )
  const count = countPacks(goods.list)

  async function send({ evidence }: { readonly evidence: string }): Promise<void> {
    setAsking(false)
    const { list } = goods
    await report.run({ state, list, evidence: evidence.trim() })
    goods.drop(list)
    form.reset()
  }

  return (
    <Stack>
      <TextInput
        label={
          <FieldLabel
            label={state === 'stolen' ? words.evidence : words.evidenceLost}
            help={state === 'stolen' ? words.evidenceHelp : words.evidenceLostHelp}
          />
        }
        maxLength={500}
        autoComplete="off"
        {...form.getInputProps('evidence')}
      />
      {form.problem}
      <JobProgress job={report.job} />
      <Button
        size="md"
        color="red.8"
        loading={form.sending}
        disabled={count === 0}
        onClick={() => !form.validate().hasErrors && setAsking(true)}
      >
        {words.report(count)}
      </Button>
      <Text size="sm" c="dimmed" ta="center">
        {count === 0 ? words.scanFirst : words.onlyRegulator}
      </Text>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={words.reportSure}
        closeButtonProps={{ 'aria-label': words.cancel }}
      >
        <form noValidate onSubmit={form.submit(send)}>
          <Stack>
            <Text>
              {text(wayWords[state].name)}: {words.packs(count)}, {form.values.evidence}
            </Text>
            <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
              {words.onlyRegulator}
            </Alert>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
                {words.cancel}
              </Button>
              <Button type="submit" color="red.8">
                {words.report(count)}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </Stack>
  )
}
