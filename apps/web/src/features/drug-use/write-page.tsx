import { Alert, Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { parseGtin } from '@theriac/gs1'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { paths } from '../../core/paths.ts'
import { readCode } from '../../core/scan/read-code.ts'
import { playVerdict } from '../../core/scan/sound.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../ui/scan/scan-box.tsx'
import { below, DetailFields, type DetailValues, detailsOf, noDetails, useDetailRules } from './detail-fields.tsx'
import { useDrugUseWords } from './words.ts'

interface Values extends DetailValues, Record<string, unknown> {
  gtin: string
  lot: string
  serial: string
}
type Body = Parameters<typeof client.drugUse.write>[0]['body']

/** Records a use: the pack by a scan, the rest by hand. */
export default function WritePage() {
  const words = useDrugUseWords()
  const rules = useRules()
  const detailRules = useDetailRules()
  const navigate = useNavigate()
  const [read, setRead] = useState<string | false>()
  const form = useProblemForm<Values>({
    initialValues: { gtin: '', lot: '', serial: '', ...noDetails() },
    validate: {
      gtin: rules.all(rules.required, rules.gtin),
      lot: rules.lotNumber,
      serial: rules.serial,
      ...detailRules,
    },
  })
  const { gtin } = form.getValues()
  const parsed = parseGtin(gtin)
  const product = useQuery({
    ...apiQuery('products', 'find', { params: { gtin: (parsed.ok ? parsed.value : gtin) as Body['gtin'] } }),
    enabled: parsed.ok,
  })
  const write = useJob((body: Body, call) => client.drugUse.write({ body, ...call }), {
    done: () => words.saved,
    undo: ({ result: { id } }, call) =>
      client.drugUse.void({ params: { id }, body: { version: 1, because: words.undoReason }, ...call }) as never,
  })

  function take(text: string): void {
    const summary = readCode(text)?.summary
    if (summary?.gtin === undefined) {
      setRead(false)
      playVerdict('bad')
      return
    }
    form.setValues({ gtin: summary.gtin, lot: summary.lot ?? '', serial: summary.serial ?? '' })
    form.clearErrors()
    setRead(summary.serial ?? summary.gtin)
    playVerdict('good')
    form.getInputNode('patient')?.focus()
  }

  return (
    <PageFrame title={words.record} intro={words.intro} width="narrow">
      <Section>
        <Stack>
          <ScanBox label={words.scan} action={words.fill} onScan={({ text }) => take(text)} autoFocus />
          {read === false && (
            <Alert color="red" variant="light" role="alert">
              {words.notRead}
            </Alert>
          )}
          {typeof read === 'string' && (
            <Alert color="teal" variant="light" role="status">
              {words.scanned(read)}
            </Alert>
          )}
        </Stack>
      </Section>
      <form
        noValidate
        onSubmit={form.submit(async (values) => {
          const { lot, serial } = values
          const job = await write.run({
            gtin: (parsed.ok ? parsed.value : values.gtin) as Body['gtin'],
            ...(lot === '' ? {} : { lot: lot as NonNullable<Body['lot']> }),
            ...(serial === '' ? {} : { serial: serial as NonNullable<Body['serial']> }),
            ...detailsOf(values),
          })
          form.reset()
          await navigate({ to: paths.drugUseRecord(job.result.id) })
        })}
      >
        <Stack gap="lg">
          <Section title={words.what}>
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <TextInput
                label="GTIN"
                inputWrapperOrder={below}
                description={product.data?.data.name ?? words.gtinHelp}
                inputMode="numeric"
                autoComplete="off"
                {...form.getInputProps('gtin')}
              />
              <TextInput
                label={words.lot}
                inputWrapperOrder={below}
                description={words.lotHelp}
                autoComplete="off"
                {...form.getInputProps('lot')}
              />
              <TextInput
                label={words.serial}
                inputWrapperOrder={below}
                description={words.serialHelp}
                autoComplete="off"
                {...form.getInputProps('serial')}
              />
            </SimpleGrid>
          </Section>
          <Section title={words.whom}>
            <DetailFields inputProps={form.getInputProps as never} />
          </Section>
          {form.problem}
          <JobProgress job={write.job as never} />
          <Group>
            <Button type="submit" loading={form.sending}>
              {words.save}
            </Button>
            <ButtonLink to={paths.drugUse} variant="default">
              {words.cancel}
            </ButtonLink>
          </Group>
        </Stack>
      </form>
      <UnsavedGuard when={form.isDirty() && !form.sending} />
    </PageFrame>
  )
}
