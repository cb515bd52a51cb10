import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { Client } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { paths } from '../../../core/paths.ts'
import { useSession } from '../../../core/session/session.ts'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { ProductFields } from './master-data/product-fields.tsx'
import { dataOf, gtinOf, type ProductValues, useProductRules } from './master-data/product-values.ts'
import { useNewProductWords, useProductFieldWords } from './words.ts'

type Body = Parameters<Client['products']['register']>[0]['body']
interface Values extends ProductValues {
  gtin: string
}

/** Registers a product of the factory. */
export default function NewProductPage() {
  const words = useNewProductWords()
  const fieldWords = useProductFieldWords()
  const rules = useRules()
  const navigate = useNavigate()
  const { institution } = useSession()
  const form = useProblemForm<Values>({
    initialValues: {
      gtin: '',
      name: '',
      genericName: '',
      form: '',
      strength: '',
      pack: '',
      packSize: '',
      maker: institution.name,
      storageConditions: '',
      atc: '',
      approvalNumber: '',
      nationalCode: '',
      levels: [],
    },
    validate: { gtin: rules.all(rules.required, rules.gtin), ...useProductRules() },
  })
  const register = useJob((body: Body, call) => client.products.register({ body, ...call }), {
    done: (job) => words.done(job.result.gtin),
  })
  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <form
        noValidate
        onSubmit={form.submit(async (values) => {
          const { result } = await register.run({ gtin: gtinOf(values.gtin), ...dataOf(values) })
          form.reset()
          await navigate({ to: paths.product(result.gtin) })
        })}
      >
        <Stack gap="lg">
          <ProductFields
            form={form}
            first={
              <TextInput
                label={<FieldLabel label={fieldWords.gtin} help={fieldWords.gtinHelp} />}
                withAsterisk
                inputMode="numeric"
                autoComplete="off"
                {...form.getInputProps('gtin')}
              />
            }
          />
          {form.problem}
          <JobProgress job={register.job} />
          <Group justify="flex-end">
            <Button type="submit" loading={form.sending}>
              {words.send}
            </Button>
          </Group>
        </Stack>
      </form>
      <UnsavedGuard when={form.isDirty()} />
    </PageFrame>
  )
}
