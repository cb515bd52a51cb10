import { Button, Checkbox, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core'
import { client } from '../../core/api/client.ts'
import { useSession } from '../../core/session/session.ts'
import { FieldLabel } from '../form/field-label.tsx'
import { useRules } from '../form/rules.ts'
import { UnsavedGuard } from '../form/unsaved-guard.tsx'
import { useProblemForm } from '../form/use-problem-form.tsx'
import type { Machine } from './machine.ts'
import { writableSubjects } from './scopes.ts'
import { useTokenWords } from './words.ts'

const dayMs = 86_400_000
const lives = [7, 30, 90, 365]

interface Values extends Record<string, unknown> {
  name: string
  reads: boolean
  writes: string[]
  days: string
}

/** Asks what a new token is for and what it may do. */
export function NewToken(props: {
  readonly machine?: Machine | undefined
  readonly onMade: (secret: string) => void
  readonly onCancel: () => void
}) {
  const { machine, onMade, onCancel } = props
  const words = useTokenWords()
  const { account, institution } = useSession()
  const rules = useRules()
  const form = useProblemForm<Values>({
    initialValues: { name: '', reads: true, writes: [], days: '90' },
    names: { scope: 'writes', expiresAt: 'days' },
    validate: {
      name: rules.required,
      writes: (writes, { reads }) => (reads || writes.length > 0 ? null : words.needsScope),
    },
  })
  const subjects = writableSubjects({ kind: institution.kind, role: machine?.role ?? account.role }, words.subjects)
  return (
    <form
      noValidate
      onSubmit={form.submit(async ({ name, reads, writes, days }) => {
        const { secret } = await client.tokens.create({
          body: {
            ...(machine ? { accountId: machine.id } : {}),
            name: name.trim(),
            scope: [...(reads ? ['read'] : []), ...writes.map((subject) => `${subject}:write`)],
            expiresAt: new Date(Date.now() + Number(days) * dayMs).toISOString(),
          },
        })
        form.reset()
        onMade(secret)
      })}
    >
      <Stack maw={480}>
        <TextInput
          label={<FieldLabel label={words.tokenName} help={words.tokenNameHelp} />}
          placeholder={words.tokenNameHint}
          maxLength={100}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox
          label={words.reads}
          description={words.readsHelp}
          {...form.getInputProps('reads', { type: 'checkbox' })}
        />
        {subjects.length > 0 && (
          <MultiSelect
            label={words.writes}
            description={words.writesHelp}
            data={subjects.map((subject) => ({ value: subject, label: words.subjects[subject] }))}
            {...(form.getValues().writes.length === 0 ? { placeholder: words.writesHint } : {})}
            searchable
            clearable
            {...form.getInputProps('writes')}
          />
        )}
        <Select
          label={words.ends}
          description={words.endsHelp}
          data={lives.map((days) => ({ value: String(days), label: words.days(days) }))}
          allowDeselect={false}
          {...form.getInputProps('days')}
        />
        {form.problem}
        <Group>
          <Button type="submit" loading={form.sending}>
            {words.make}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              form.reset()
              onCancel()
            }}
          >
            {words.cancel}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard when={form.isDirty()} />
    </form>
  )
}
