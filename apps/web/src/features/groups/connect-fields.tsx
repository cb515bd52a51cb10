import { Select, Stack, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { Client } from '@theriac/api'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import type { useRules } from '../../ui/form/rules.ts'
import { useAddGroupWords } from './words.ts'

type Connect = NonNullable<Parameters<Client['groups']['add']>[0]['body']['connect']>
type Engine = Connect['engine']

/** Fields of nodes elsewhere, as the form has them. */
export interface NodeFields {
  readonly engine: Engine
  /** An address in each line. */
  readonly web3: string
  readonly rpc: string
  readonly group: string
  readonly directory: string
}

export const noNodes: NodeFields = { engine: 'fisco-bcos', web3: '', rpc: '', group: '', directory: '' }

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
const areUrls = (text: string): boolean => linesOf(text).every((line) => /^https?:\/\/[^\s@]+$/.test(line))

/** What the fields ask for. */
export const connectOf = ({ engine, web3, rpc, group, directory }: NodeFields): Connect => ({
  engine,
  web3: linesOf(web3),
  rpc: engine === 'fisco-bcos' ? linesOf(rpc) : [],
  ...(engine === 'fisco-bcos' && group.trim() !== '' ? { group: group.trim() } : {}),
  directory: directory.trim().toLowerCase() as Connect['directory'],
})

/** Rules for the fields, where nodes are to be connected. */
export function connectFaults(rules: ReturnType<typeof useRules>, words: ReturnType<typeof useAddGroupWords>) {
  type Values = NodeFields & { readonly where: string }
  const urls = (value: string): string | null => rules.required(value) ?? (areUrls(value) ? null : words.urlsFault)
  return {
    web3: (value: string, { where }: Values) => (where === 'connect' ? urls(value) : null),
    rpc: (value: string, { where, engine }: Values) =>
      where === 'connect' && engine === 'fisco-bcos' ? urls(value) : null,
    directory: (value: string, { where }: Values) =>
      where === 'connect' && !/^0x[0-9a-fA-F]{40}$/.test(value.trim()) ? words.directoryFault : null,
  }
}

/** Asks for nodes elsewhere, and for the contracts on their chain. */
export function ConnectFields<V extends NodeFields & { readonly where: string }>({
  form,
}: {
  readonly form: Pick<UseFormReturnType<V>, 'getInputProps' | 'values'>
}) {
  const words = useAddGroupWords()
  const mono = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } }
  const isFisco = form.values.engine === 'fisco-bcos'
  return (
    <Stack>
      <Select
        label={words.engine}
        data={[
          { value: 'fisco-bcos', label: 'FISCO BCOS' },
          { value: 'theriac', label: words.theriac },
        ]}
        allowDeselect={false}
        {...form.getInputProps('engine')}
      />
      <Textarea
        label={<FieldLabel label={words.web3} help={words.web3Help} />}
        autosize
        minRows={2}
        styles={mono}
        spellCheck={false}
        {...form.getInputProps('web3')}
      />
      {isFisco && (
        <>
          <Textarea
            label={<FieldLabel label={words.rpc} help={words.rpcHelp} />}
            autosize
            minRows={2}
            styles={mono}
            spellCheck={false}
            {...form.getInputProps('rpc')}
          />
          <TextInput
            label={words.group}
            placeholder="group0"
            styles={mono}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('group')}
          />
        </>
      )}
      <TextInput
        label={<FieldLabel label={words.directory} help={words.directoryHelp} />}
        styles={mono}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('directory')}
      />
    </Stack>
  )
}
