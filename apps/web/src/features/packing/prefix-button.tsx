import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useMay } from '../../core/session/session.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { usePackingWords } from './words.ts'

/** Lets an administrator say which prefix SSCCs are allotted from. */
export function PrefixButton() {
  const words = usePackingWords()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  const query = useQuery({ ...apiQuery('packing', 'prefix'), enabled: isOpen })
  if (!may('packing.setPrefix')) return null
  return (
    <>
      <Button variant="subtle" onClick={() => setOpen(true)}>
        {words.prefix}
      </Button>
      {isOpen && (
        <Modal
          opened
          onClose={() => setOpen(false)}
          title={words.prefix}
          closeButtonProps={{ 'aria-label': words.cancel }}
        >
          <QueryView query={query}>
            {({ prefix }) => <PrefixForm prefix={prefix} onClose={() => setOpen(false)} />}
          </QueryView>
        </Modal>
      )}
    </>
  )
}

function PrefixForm({ prefix, onClose }: { readonly prefix: string; readonly onClose: () => void }) {
  const words = usePackingWords()
  const queryClient = useQueryClient()
  const form = useProblemForm({
    initialValues: { prefix },
    validate: { prefix: (value: string) => (/^[0-9]{4,12}$/.test(value) ? null : words.prefixDigits) },
  })
  return (
    <form
      noValidate
      onSubmit={form.submit(async (body) => {
        await client.packing.setPrefix({ body })
        await queryClient.invalidateQueries({ queryKey: ['packing'] })
        notifications.show({ message: words.prefixSaved, color: 'teal' })
        onClose()
      })}
    >
      <Stack>
        <TextInput
          label={<FieldLabel label={words.prefix} help={words.prefixHelp} />}
          inputMode="numeric"
          data-autofocus
          {...form.getInputProps('prefix')}
        />
        {form.problem}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={form.sending}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
