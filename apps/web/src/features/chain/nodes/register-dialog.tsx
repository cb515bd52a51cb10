import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChainNode, Client } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { apiQuery } from '../../../core/api/query.ts'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useStateWords } from '../../../ui/state/words.ts'
import { RoleChoice } from './role-choice.tsx'
import { useNodeWords } from './words.ts'

type Body = Parameters<Client['chain']['registerNode']>[0]['body']

const offered = ['observer', 'sealer'] as const

/** Registers a node of one's own institution and asks for its first role. */
export function RegisterDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useNodeWords()
  const states = useStateWords()
  const rules = useRules()
  const register = useJob((body: Body, call) => client.chain.registerNode({ body, ...call }), {
    done: () => words.sent,
  })
  const form = useProblemForm({
    initialValues: { id: '', name: '', role: 'observer' as Body['role'] },
    validate: {
      id: (value) => (/^(0x)?[0-9a-fA-F]{128}$/.test(value.trim()) ? null : words.keyFault),
      name: rules.required,
    },
    validateInputOnBlur: false,
  })
  const { data } = useQuery(apiQuery('chain', 'nodes'))
  const typed = form
    .getValues()
    .id.trim()
    .toLowerCase()
    .replace(/^(0x)?/, '0x')
  // The embedded chain does not tell the key of the one node that seals: the server looks at whose it is.
  const isIt = ({ id, engine }: ChainNode) => (id ?? typed) === typed && engine !== undefined && engine.role !== 'none'
  const maySeal = data?.consensus.supported !== true || data.items.some(isIt)
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={words.register}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': states.close }}
    >
      <form
        noValidate
        onSubmit={form.submit(async ({ id, name, role }) => {
          await register.run({ id: id.trim(), name: name.trim(), role })
          onClose()
        })}
      >
        <Stack>
          <Text size="sm">{words.registerMeaning}</Text>
          <TextInput
            label={<FieldLabel label={words.nameLabel} help={words.nameHelp} />}
            maxLength={60}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label={<FieldLabel label={words.key} help={words.keyHelp} />}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('id')}
          />
          <RoleChoice
            roles={offered}
            maySeal={maySeal}
            value={form.getValues().role}
            onChange={(role) => form.setFieldValue('role', role)}
          />
          {form.problem}
          <JobProgress job={register.job} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={form.sending}>
              {states.cancel}
            </Button>
            <Button type="submit" loading={form.sending}>
              {words.send}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
