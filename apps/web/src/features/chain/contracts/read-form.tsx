import { Button, Stack, Text, TextInput } from '@mantine/core'
import type { Client } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { Values } from '../browse/values.tsx'
import { argumentOf, isJson } from './read-arguments.ts'
import { useContractWords } from './words.ts'

type Contract = Awaited<ReturnType<Client['chain']['contract']>>
type Answer = Awaited<ReturnType<Client['chain']['read']>>

/** Asks a function of a contract that changes nothing. */
export function ReadForm(props: { readonly contract: Contract['name']; readonly item: Contract['reads'][number] }) {
  const { contract, item } = props
  const words = useContractWords()
  const [answer, setAnswer] = useState<Answer>()
  const form = useProblemForm({
    initialValues: { args: item.inputs.map(() => '') },
    validate: {
      args: (values) =>
        values.every((value, at) => argumentOf(item.inputs[at]?.type ?? '', value).ok) ? null : words.jsonFault,
    },
    validateInputOnBlur: false,
  })
  const hint = (type: string): string | undefined =>
    type.endsWith(']')
      ? words.array
      : type.startsWith('(')
        ? words.structure
        : type === 'bool'
          ? words.truth
          : undefined
  const ask = form.submit(async ({ args }) => {
    setAnswer(undefined)
    const given = args.map((value, at) => {
      const read = argumentOf(item.inputs[at]?.type ?? '', value)
      return read.ok ? read.value : value
    })
    setAnswer(
      await client.chain.read({
        params: { name: contract, function: item.name },
        query: given.length === 0 ? {} : { args: JSON.stringify(given) },
      }),
    )
  })
  return (
    <form noValidate onSubmit={ask}>
      <Stack gap="sm">
        {item.inputs.map(({ name, type }, at) => (
          <TextInput
            key={name}
            label={`${name} (${type})`}
            {...(isJson(type) || type === 'bool' ? { description: hint(type) } : {})}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps(`args.${at}`)}
          />
        ))}
        {form.errors.args && (
          <Text size="sm" c="red" role="alert">
            {form.errors.args}
          </Text>
        )}
        {form.problem}
        <Button type="submit" variant="default" loading={form.sending} style={{ alignSelf: 'flex-start' }}>
          {words.ask}
        </Button>
        {answer && (
          <div role="status">
            <Text size="sm" c="dimmed">
              {words.answer(answer.block)}
            </Text>
            <Values
              values={Object.fromEntries(answer.values.map(({ name, type, value }) => [`${name} (${type})`, value]))}
            />
          </div>
        )}
      </Stack>
    </form>
  )
}
