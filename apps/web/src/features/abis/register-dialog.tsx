import { Button, FileButton, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFileCode } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { ForeignContract } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { useSession } from '../../core/session/session.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { useStateWords } from '../../ui/state/words.ts'
import { useAbiWords } from './words.ts'

const monospace = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } }

/** Registers the ABI of a contract, or another one in the place of that which is `known`. */
export function RegisterDialog(props: { readonly known?: ForeignContract; readonly onClose: () => void }) {
  const { known, onClose } = props
  const words = useAbiWords()
  const states = useStateWords()
  const rules = useRules()
  const { institution } = useSession()
  const queryClient = useQueryClient()
  const form = useProblemForm({
    initialValues: { address: (known?.address as string | undefined) ?? '', name: known?.name ?? '', abi: '' },
    validate: {
      address: (value) => (/^0x[0-9a-fA-F]{40}$/.test(value.trim()) ? null : words.addressFault),
      name: rules.required,
      abi: rules.required,
    },
    validateInputOnBlur: false,
    names: { 'path.address': 'address' },
  })
  const send = form.submit(async ({ address, name, abi }) => {
    const params = { address: address.trim().toLowerCase() as ForeignContract['address'] }
    const made = await client.chain.registerAbi({ params, body: { name: name.trim(), abi } })
    await queryClient.invalidateQueries({ queryKey: ['chain'] })
    notifications.show({ message: words.registered(made.name), color: 'teal' })
    onClose()
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={known ? words.again : words.register}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': states.close }}
    >
      <form noValidate onSubmit={send}>
        <Stack>
          <Text size="sm">{institution.kind === 'regulator' ? words.meaningAll : words.meaning}</Text>
          <TextInput
            label={<FieldLabel label={words.name} help={words.nameHelp} />}
            maxLength={60}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label={<FieldLabel label={words.address} help={words.addressHelp} />}
            styles={monospace}
            autoComplete="off"
            spellCheck={false}
            readOnly={known !== undefined}
            {...form.getInputProps('address')}
          />
          <Textarea
            label={<FieldLabel label={words.abi} help={words.abiHelp} />}
            rows={8}
            styles={monospace}
            spellCheck={false}
            {...form.getInputProps('abi')}
          />
          <Group>
            <FileButton
              accept="application/json,.json,.abi"
              onChange={async (file) => file && form.setFieldValue('abi', await file.text())}
            >
              {(button) => (
                <Button {...button} variant="default" size="xs" leftSection={<IconFileCode size={16} />}>
                  {words.fromFile}
                </Button>
              )}
            </FileButton>
          </Group>
          {form.problem}
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
