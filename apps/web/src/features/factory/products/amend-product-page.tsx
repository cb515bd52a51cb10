import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Client, Product } from '@theriac/api'
import type { Gtin } from '@theriac/gs1'
import { client } from '../../../core/api/client.ts'
import { apiQuery } from '../../../core/api/query.ts'
import { usePathParams } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { useAmendProductWords } from './change-words.ts'
import { ProductFields } from './master-data/product-fields.tsx'
import { dataOf, type ProductValues, useProductRules, valuesOf } from './master-data/product-values.ts'
import { useChanges } from './versions/changes.tsx'

type Body = Parameters<Client['products']['amend']>[0]['body']
interface Values extends ProductValues {
  reason: string
}

/** Puts a new version of a product's master data in the place of the newest. */
export default function AmendProductPage() {
  const words = useAmendProductWords()
  const { institution } = useSession()
  const params = { gtin: usePathParams<'gtin'>().gtin as Gtin }
  // As it was read: what is typed must not change while somebody types.
  const query = useQuery({ ...apiQuery('products', 'find', { params }), meta: { still: true } })
  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <QueryView query={query} lines={10}>
        {(product) =>
          product.owner.gln === institution.gln && product.status !== 'withdrawn' ? (
            <AmendForm product={product} />
          ) : (
            <Section>
              <EmptyState title={words.locked} detail={words.lockedDetail} icon={IconLock}>
                <ButtonLink to={paths.product(product.gtin)}>{words.back}</ButtonLink>
              </EmptyState>
            </Section>
          )
        }
      </QueryView>
    </PageFrame>
  )
}

function AmendForm({ product }: { readonly product: Product }) {
  const { gtin, version } = product
  const words = useAmendProductWords()
  const rules = useRules()
  const navigate = useNavigate()
  const form = useProblemForm<Values>({
    initialValues: { ...valuesOf(product.data), reason: '' },
    validate: { ...useProductRules(), reason: rules.required },
  })
  const changes = useChanges(product.data, { ...product.data, ...dataOf(form.values) } as Product['data'])
  const amend = useJob((body: Body, call) => client.products.amend({ params: { gtin }, body, ...call }), {
    done: (job) => words.done(job.result.version),
  })
  return (
    <form
      noValidate
      onSubmit={form.submit(async (values) => {
        if (changes.length === 0) return
        await amend.run({ version, reason: values.reason.trim(), ...dataOf(values) })
        form.reset()
        await navigate({ to: paths.product(gtin) })
      })}
    >
      <Stack gap="lg">
        <ProductFields form={form} isAmended />
        <Section title={words.sum}>
          <Stack>
            <Text size="sm" aria-live="polite">
              {changes.length === 0 ? words.nothing : words.changed(changes.map(({ name }) => name))}
            </Text>
            <TextInput
              label={<FieldLabel label={words.reason} help={words.reasonHelp} />}
              withAsterisk
              maxLength={500}
              {...form.getInputProps('reason')}
            />
          </Stack>
        </Section>
        {form.problem}
        <JobProgress job={amend.job} />
        <Group justify="flex-end">
          <ButtonLink to={paths.product(gtin)} variant="default">
            {words.cancel}
          </ButtonLink>
          <Button type="submit" loading={form.sending} disabled={changes.length === 0}>
            {words.send(version + 1)}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard when={form.isDirty()} />
    </form>
  )
}
