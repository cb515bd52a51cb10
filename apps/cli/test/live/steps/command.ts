import { run } from '../../../src/run.ts'
import type { Terminal } from '../../../src/terminal.ts'
import type { LiveWorld } from '../world.ts'

/** Arguments that name the chain, and who governs it. */
export const chainArguments = (world: LiveWorld): readonly string[] => [
  ...nodeArguments(world),
  ...['--governor-key-file', world.governorKeyFile],
]

/** Arguments that name the chain. */
export function nodeArguments({ nodes }: LiveWorld): readonly string[] {
  return [
    ...['--engine', nodes.engine, '--group', nodes.group],
    ...nodes.web3.flatMap((url) => ['--web3', url]),
    ...nodes.rpc.flatMap((url) => ['--rpc', url]),
  ]
}

/** Runs `theriac` in this process; gives what it printed. Throws it where the command fails. */
export async function theriac(...args: readonly string[]): Promise<string> {
  let printed = ''
  const terminal: Terminal = {
    out(text = '') {
      printed += `${text}\n`
    },
    note(text) {
      printed += `${text}\n`
    },
    colours: false,
    screen: undefined,
    keyboard: undefined,
  }
  const signal = new AbortController().signal
  const environment = { THERIAC_PASSPHRASE: 'for a chain that is tried out' }
  const code = await run({ args, environment, terminal: () => terminal, signal, version: '0.0.0' })
  if (code !== 0) throw new Error(`theriac ${args[0]} ended with ${code}:\n${printed}`)
  return printed
}
