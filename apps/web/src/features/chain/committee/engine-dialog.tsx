import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { ApiError, type EngineChangeAnswer } from '@theriac/api'
import { type ReactNode, useState } from 'react'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { useStateWords } from '../../../ui/state/words.ts'
import { useCommitteeWords } from './words.ts'

type Form<V extends Record<string, unknown>> = ReturnType<typeof useProblemForm<V>>

/** Whether something was refused only as it can never be undone. */
const isForEver = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.problem.reason?.name === 'EngineRefused' &&
  error.problem.reason.args.code === 'CannotBeUndone'

/** A change on the engine: at once, or by the committee. What cannot be undone is asked for twice. */
export function EngineDialog<V extends Record<string, unknown>>(props: {
  readonly title: string
  readonly meaning: string
  readonly initialValues: V
  readonly validate?: { readonly [K in keyof V]?: (value: V[K], values: V) => string | null }
  readonly onSend: (values: V, forever: boolean) => Promise<EngineChangeAnswer>
  readonly onClose: () => void
  readonly children: (form: Form<V>) => ReactNode
}) {
  const { title, meaning, initialValues, validate, onSend, onClose, children } = props
  const words = useCommitteeWords()
  const states = useStateWords()
  const queryClient = useQueryClient()
  const [asksAgain, setAsksAgain] = useState(false)
  const [isKnown, setIsKnown] = useState(false)
  const form = useProblemForm<V>({
    initialValues,
    // What was confirmed is what was there then.
    onValuesChange: () => {
      setAsksAgain(false)
      setIsKnown(false)
    },
    ...(validate === undefined ? {} : { validate: validate as never }),
    validateInputOnBlur: false,
  })

  async function send(values: V): Promise<void> {
    try {
      const { state, proposal = '' } = await onSend(values, isKnown)
      await queryClient.invalidateQueries({ queryKey: ['chain'] })
      notifications.show({ message: state === 'made' ? words.made : words.proposed(proposal) })
      onClose()
    } catch (error) {
      if (!isForEver(error)) throw error
      setAsksAgain(true)
    }
  }

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': states.close }}>
      <form noValidate onSubmit={form.submit(send)}>
        <Stack>
          <Text size="sm">{meaning}</Text>
          {children(form)}
          {asksAgain && (
            <Alert color="red" role="alert" title={words.forever}>
              <Stack gap="sm">
                <Text size="sm">{words.foreverDetail}</Text>
                <Checkbox
                  label={words.foreverKnown}
                  checked={isKnown}
                  onChange={({ currentTarget }) => setIsKnown(currentTarget.checked)}
                />
              </Stack>
            </Alert>
          )}
          {form.problem}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={form.sending}>
              {states.cancel}
            </Button>
            <Button
              type="submit"
              loading={form.sending}
              disabled={asksAgain && !isKnown}
              {...(asksAgain ? { color: 'red.9' } : {})}
            >
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
