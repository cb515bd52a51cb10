import { type UseFormInput, useForm } from '@mantine/form'
import { ApiError } from '@theriac/api'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useFieldFaultWords } from '../../core/api/problem-words.ts'
import { afterPress } from './after-press.ts'
import { faultsByField } from './field-faults.ts'
import { ProblemAlert } from './problem-alert.tsx'

interface Options<V> extends UseFormInput<V> {
  /** Where the form calls a field otherwise than the request does. */
  readonly names?: Readonly<Record<string, string>>
}

/**
 * A form that says beside each field what is wrong with it: by its own rules before it is sent, by the server's problem
 * after. `form.problem` is what no field can show; put it above the buttons.
 *
 * ```tsx
 * const form = useProblemForm({ initialValues: { lot: '' }, validate: { lot: rules.required } })
 * <form onSubmit={form.submit(async (values) => { await client.… })}>…{form.problem}</form>
 * ```
 */
export function useProblemForm<V extends Record<string, unknown>>({ names, ...options }: Options<V>) {
  const form = useForm<V>({
    validateInputOnBlur: true,
    ...options,
    enhanceGetInputProps: ({ inputProps: { onBlur } }) => (onBlur ? { onBlur: () => afterPress(onBlur) } : {}),
  })
  const say = useFieldFaultWords()
  const [problem, setProblem] = useState<{ readonly error: unknown; readonly rest: readonly string[] }>()
  const [sending, setSending] = useState(false)

  /** Shows an error where it belongs. */
  function showError(error: unknown): void {
    if (!(error instanceof ApiError)) {
      setProblem({ error, rest: [] })
      return
    }
    const { byPath, rest } = faultsByField(error.problem, say, form.getValues(), names)
    form.setErrors(byPath)
    const isTold = Object.keys(byPath).length > 0 && rest.length === 0
    setProblem(isTold ? undefined : { error, rest })
    const [first] = Object.keys(byPath)
    if (first !== undefined) form.getInputNode(first)?.focus()
  }

  return {
    ...form,
    sending,
    showError,
    /** At once: a page that is left right after must not be asked about what was sent. */
    reset: () => flushSync(() => form.reset()),
    problem: problem ? <ProblemAlert error={problem.error} rest={problem.rest} /> : null,
    /** Handler of the form: checks, sends once, and shows what came back. What was typed stays whatever happens. */
    submit: (send: (values: V) => Promise<unknown>) =>
      form.onSubmit(
        async (values) => {
          if (sending) return
          setProblem(undefined)
          setSending(true)
          try {
            await send(values)
          } catch (error) {
            showError(error)
          } finally {
            setSending(false)
          }
        },
        (errors) => {
          const [first] = Object.keys(errors)
          if (first !== undefined) form.getInputNode(first)?.focus()
        },
      ),
  }
}
