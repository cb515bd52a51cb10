import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type Client, groupIdPattern } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { useStateWords } from '../../ui/state/words.ts'
import { ConnectFields, connectFaults, connectOf, noNodes } from './connect-fields.tsx'
import { Made } from './made.tsx'
import { useAddGroupWords } from './words.ts'

type Added = Awaited<ReturnType<Client['groups']['add']>>

/** Adds a group, and shows once how to sign in there. */
export function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useAddGroupWords()
  const states = useStateWords()
  const rules = useRules()
  const queryClient = useQueryClient()
  const [added, setAdded] = useState<Added>()
  const form = useProblemForm({
    initialValues: { name: '', id: '', where: 'own', ...noNodes },
    validate: {
      name: rules.required,
      id: (value) => rules.required(value) ?? (new RegExp(groupIdPattern).test(value) ? null : words.idFault),
      ...connectFaults(rules, words),
    },
    // What is said as the field is left would move the button from under the pointer.
    validateInputOnBlur: false,
    names: {
      'connect.web3': 'web3',
      'connect.rpc': 'rpc',
      'connect.group': 'group',
      'connect.directory': 'directory',
      connect: 'web3',
    },
  })
  const isElsewhere = form.values.where === 'connect'
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={words.title}
      closeOnClickOutside={false}
      closeOnEscape={!form.sending}
      closeButtonProps={{ 'aria-label': states.close, disabled: form.sending }}
    >
      {added ? (
        <Made added={added} />
      ) : (
        <form
          noValidate
          onSubmit={form.submit(async (values) => {
            const { id, name } = values
            const connect = isElsewhere ? { connect: connectOf(values) } : {}
            setAdded(await client.groups.add({ body: { id, name: name.trim(), ...connect } }))
            await queryClient.invalidateQueries({ queryKey: ['groups'] })
          })}
        >
          <Stack>
            <TextInput
              label={<FieldLabel label={words.name} help={words.nameHelp} />}
              maxLength={60}
              autoComplete="off"
              data-autofocus
              {...form.getInputProps('name')}
            />
            <TextInput
              label={<FieldLabel label={words.id} help={words.idHelp} />}
              maxLength={20}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              {...form.getInputProps('id')}
            />
            <Radio.Group label={words.where} {...form.getInputProps('where')}>
              <Stack gap="xs" mt="xs">
                <Radio value="own" label={words.own} description={words.ownHelp} />
                <Radio value="connect" label={words.connect} description={words.connectHelp} />
              </Stack>
            </Radio.Group>
            {isElsewhere && <ConnectFields form={form} />}
            {form.problem}
            <Text size="sm" c="dimmed">
              {words.takes}
            </Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose} disabled={form.sending}>
                {states.cancel}
              </Button>
              <Button type="submit" loading={form.sending}>
                {words.title}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
