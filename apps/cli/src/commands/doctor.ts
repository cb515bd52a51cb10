import {
  createNativeRpc,
  createWeb3Rpc,
  examine,
  type Finding,
  type FindingState,
  gatherFacts,
} from '@theriac/fisco-bcos'
import type { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { type Deployment, readDeployment } from '../contracts-file.ts'
import { findDataFolder } from '../data-folder.ts'
import { laneAddresses } from '../keyring.ts'
import { type Nodes, type NodesOptions, nodesIn, shownUrl, withNodes } from '../nodes.ts'
import { paint, type Terminal } from '../terminal.ts'
import { type CommandContext, type FolderOptions, withData } from './command-context.ts'

interface DoctorOptions extends FolderOptions, NodesOptions {
  readonly json?: boolean
}

/** `theriac doctor` */
export function addDoctor(program: Command, context: CommandContext): void {
  withNodes(
    withData(program.command('doctor'))
      .summary('examine a FISCO BCOS chain, and say what to change')
      .description(
        'Looks at every URL by itself, and at versions, features, ids, genesis, clock, sealers, committee, contracts, limits and balances of the chain behind them, and says of each what is wrong and what to do. Changes nothing. Without --engine it examines the data folder’s nodes.',
      ),
  )
    .option('--json', 'print one JSON object')
    .action((options: DoctorOptions) => run(context, options))
}

async function run({ terminal }: CommandContext, options: DoctorOptions): Promise<void> {
  const folder = await findDataFolder(options.data)
  const nodes = nodesIn(options) ?? folder?.nodes
  if (nodes?.engine !== 'fisco-bcos') {
    throw new CliError(
      'BadUsage',
      'No nodes of FISCO BCOS are named, and the data folder has none',
      'Name them: --engine fisco-bcos --web3 http://127.0.0.1:8545 --rpc http://127.0.0.1:20200. For the embedded chain there is `theriac status`.',
    )
  }
  const isOfFolder = folder?.nodes !== undefined
  const findings = await look(nodes, isOfFolder ? folder : undefined)
  if (options.json) {
    const shown = { ...nodes, web3: nodes.web3.map(shownUrl), rpc: nodes.rpc.map(shownUrl) }
    terminal.out(JSON.stringify({ nodes: shown, findings }))
  } else tell(terminal, findings)
  const faults = findings.filter(({ state }) => state === 'fault').length
  if (faults === 0) return
  throw new CliError(
    'ChainUnfit',
    `${faults} of ${findings.length} findings keep the platform from working on this chain`,
    'Change what is said above, and run `theriac doctor` again.',
  )
}

/** For one answer of one node. */
const timeoutMs = 10_000

async function look(
  { web3, rpc, group }: Nodes,
  folder: Awaited<ReturnType<typeof findDataFolder>>,
): Promise<readonly Finding[]> {
  const deployment = folder && (await readDeployment(folder))
  const facts = await gatherFacts({
    web3: web3.map((url) => ({ url: shownUrl(url), rpc: createWeb3Rpc({ url: overHttp(url), timeoutMs }) })),
    native: rpc.map((url) => ({ url: shownUrl(url), rpc: createNativeRpc({ urls: [url], group, timeoutMs }) })),
    senders: folder ? await laneAddresses(folder) : [],
    ...(folder ? { expected: { chainId: folder.chainId, ...genesisOf(deployment) } } : {}),
    ...(deployment ? { contracts: deployment.addresses } : {}),
  })
  return examine(facts, Date.now())
}

const genesisOf = (deployment: Deployment | undefined) => (deployment ? { genesisHash: deployment.genesisHash } : {})

/** A node has its WebSocket on the port of its HTTP, over which faults are told better. */
const overHttp = (url: string): string => url.replace(/^ws/, 'http')

const marks: Readonly<Record<FindingState, string>> = { good: 'ok', warning: 'warning', fault: 'FAULT', unknown: '?' }

function tell(terminal: Terminal, findings: readonly Finding[]): void {
  const { red } = paint(terminal.colours)
  for (const { id, url, state, found, advice } of findings) {
    const mark = marks[state].padEnd(8)
    const what = url === undefined || found.en.includes(url) ? found.en : `${url} ${found.en}`
    terminal.out(`${state === 'fault' ? red(mark) : mark} ${id.replaceAll('_', ' ').padEnd(16)} ${what}`)
    if (advice) terminal.out(`${' '.repeat(26)}→ ${advice.en}`)
  }
}
