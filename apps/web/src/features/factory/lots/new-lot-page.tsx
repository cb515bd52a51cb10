import { Button, Group, Select, Stack, Switch, TextInput } from '@mantine/core'
import { IconPill } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Client, Product } from '@theriac/api'
import type { Gtin, LotNumber } from '@theriac/gs1'
import { client } from '../../../core/api/client.ts'
import { apiQuery } from '../../../core/api/query.ts'
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
import { LotFields, planOf, useLotRules } from './lot-fields.tsx'
import { useNewLotWords } from './new-lot-words.ts'

type Body = Parameters<Client['lots']['register']>[0]['body']

/** Registers a lot of one of the factory's own products. */
export default function NewLotPage() {
  const words = useNewLotWords()
  const { institution } = useSession()
  const products = useQuery(
    apiQuery('products', 'list', { query: { owner: institution.gln, status: 'active', sort: 'name', limit: 500 } }),
  )
  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <QueryView query={products} lines={8}>
        {({ items }) =>
          items.length === 0 ? (
            <Section>
              <EmptyState title={words.noProducts} detail={words.noProductsDetail} icon={IconPill}>
                <ButtonLink to={paths.newProduct}>{words.registerProduct}</ButtonLink>
              </EmptyState>
            </Section>
          ) : (
            <LotForm products={items} />
          )
        }
      </QueryView>
    </PageFrame>
  )
}

function LotForm({ products }: { readonly products: readonly Product[] }) {
  const words = useNewLotWords()
  const rules = useRules()
  const navigate = useNavigate()
  const [only] = products.length === 1 ? products : []
  const form = useProblemForm({
    initialValues: {
      gtin: (only?.gtin ?? '') as string,
      lot: '',
      production: '',
      expiry: '',
      quantity: '' as number | string,
      origin: '',
      serialised: true,
    },
    validate: {
      gtin: rules.required,
      lot: rules.all(rules.required, rules.lotNumber),
      ...useLotRules(),
    },
  })
  const register = useJob((body: Body, call) => client.lots.register({ body, ...call }), {
    done: (job) => words.done(job.result.lot),
  })
  return (
    <Section>
      <form
        noValidate
        onSubmit={form.submit(async (values) => {
          const { result } = await register.run({
            gtin: values.gtin as Gtin,
            lot: values.lot.trim() as LotNumber,
            ...planOf(values),
            serialised: values.serialised,
          })
          form.reset()
          await navigate({ to: paths.lot(result.gtin, result.lot) })
        })}
      >
        <Stack>
          <Select
            label={<FieldLabel label={words.product} help={words.productHelp} />}
            placeholder={words.choose}
            data={products.map(({ gtin, data: { name } }) => ({ value: gtin, label: `${name} · ${gtin}` }))}
            searchable
            withAsterisk
            {...form.getInputProps('gtin')}
          />
          <LotFields
            inputProps={(field) => form.getInputProps(field)}
            first={
              <TextInput
                label={<FieldLabel label={words.lot} help={words.lotHelp} />}
                withAsterisk
                autoComplete="off"
                maxLength={20}
                {...form.getInputProps('lot')}
              />
            }
          />
          <Switch
            label={words.serialised}
            description={words.serialisedHelp}
            {...form.getInputProps('serialised', { type: 'checkbox' })}
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
    </Section>
  )
}
