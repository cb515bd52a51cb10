import { Alert, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { client } from '../../../core/api/client.ts'
import { EngineDialog } from '../committee/engine-dialog.tsx'
import { useSettingsWords } from './words.ts'

const authoritySetting = 'auth_check_status'

/** The regulator changes a setting of the chain; an empty key is for one that was never set. */
export function SetDialog(props: {
  readonly entry: { readonly key: string; readonly value: string }
  readonly onClose: () => void
}) {
  const { entry, onClose } = props
  const words = useSettingsWords()
  return (
    <EngineDialog
      title={words.change}
      meaning={words.changeMeaning}
      initialValues={{ ...entry }}
      validate={{
        key: (key) => (/^[a-z][a-z0-9_]{0,63}$/.test(key.trim()) ? null : words.keyFault),
        value: (value) => (value.trim() === '' ? words.valueFault : null),
      }}
      onSend={({ key, value }, forever) =>
        client.chain.setSystemConfig({ params: { key: key.trim() }, body: { value: value.trim(), forever } })
      }
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextInput label={words.key} readOnly={entry.key !== ''} {...form.getInputProps('key')} />
          <TextInput label={words.value} data-autofocus {...form.getInputProps('value')} />
          {form.getValues().key.trim() === authoritySetting && (
            <Alert color="red" icon={<IconAlertTriangle />} title={words.authority}>
              <Text size="sm">{words.authorityDetail}</Text>
            </Alert>
          )}
        </>
      )}
    </EngineDialog>
  )
}
