import { type Command, Option } from 'commander'
import { asRpcUrl } from './arguments.ts'
import { CliError } from './cli-error.ts'

/** What a chain runs on. */
const engines = ['embedded', 'fisco-bcos'] as const
type Engine = (typeof engines)[number]

/** Nodes of a chain that runs elsewhere. Without them a data folder has the embedded chain in itself. */
export interface Nodes {
  readonly engine: Engine
  /** URLs of their Ethereum JSON-RPC, best first: nodes of one's own. */
  readonly web3: readonly string[]
  /** URLs of their native JSON-RPC, which FISCO BCOS has beside the other. */
  readonly rpc: readonly string[]
  /** Id of the group on FISCO BCOS. */
  readonly group: string
}

/** How nodes are named on the command line. */
export interface NodesOptions {
  readonly engine?: Engine
  readonly web3?: readonly string[]
  readonly rpc?: readonly string[]
  readonly group?: string
}

const firstGroup = 'group0'

/** Adds `--engine`, `--web3`, `--rpc` and `--group`. */
export function withNodes(command: Command): Command {
  const urls = (text: string, before: readonly string[] = []): readonly string[] => [...before, asRpcUrl(text)]
  return command
    .addOption(new Option('--engine <engine>', 'what the chain runs on').choices([...engines]))
    .addOption(
      new Option('--web3 <url>', 'Ethereum JSON-RPC of a node of one’s own; again for a further node').argParser(urls),
    )
    .addOption(
      new Option(
        '--rpc <url>',
        'native JSON-RPC of a node of one’s own (FISCO BCOS); again for a further node',
      ).argParser(urls),
    )
    .option('--group <id>', `group on FISCO BCOS (default: ${firstGroup})`)
}

/**
 * The nodes that a command line names; undefined where it names none.
 *
 * @throws CliError BadUsage when what belongs together is not together
 */
export function nodesIn({ engine, web3 = [], rpc = [], group }: NodesOptions): Nodes | undefined {
  if (engine === undefined && web3.length === 0 && rpc.length === 0 && group === undefined) return undefined
  const fault = (message: string, advice: string): CliError => new CliError('BadUsage', message, advice)
  if (web3.length === 0) {
    throw fault('--web3 is missing', 'Name the Ethereum JSON-RPC of a node, such as --web3 http://127.0.0.1:8545.')
  }
  if (engine === undefined)
    throw fault('--engine is missing', `Say what the nodes run: --engine ${engines.join(' or ')}.`)
  if (engine === 'fisco-bcos' && rpc.length === 0) {
    throw fault('--rpc is missing', 'FISCO BCOS needs its native JSON-RPC too, such as --rpc http://127.0.0.1:20200.')
  }
  if (!rpc.every((url) => url.startsWith('http'))) {
    throw fault('--rpc is over http or https alone', 'Such as --rpc http://127.0.0.1:20200.')
  }
  if (engine === 'embedded' && (rpc.length > 0 || group !== undefined)) {
    throw fault('--rpc and --group are of FISCO BCOS, and --engine says embedded', 'Leave them out.')
  }
  return { engine, web3, rpc, group: group ?? firstGroup }
}

/** The nodes that `theriac.json` names. Throws what is wrong with them as a sentence. */
export function parseNodes(content: unknown): Nodes | undefined {
  if (content === undefined) return undefined
  const { engine, web3, rpc, group } = (content ?? {}) as Partial<Record<keyof Nodes, unknown>>
  const known = engines.find((one) => one === engine)
  if (known === undefined) throw new TypeError(`nodes.engine is not ${engines.join(' or ')}`)
  if (!areUrls(web3) || web3.length === 0) throw new TypeError('nodes.web3 is not a list of URLs')
  if (!areUrls(rpc)) throw new TypeError('nodes.rpc is not a list of URLs')
  if (typeof group !== 'string' || group === '') throw new TypeError('nodes.group is missing')
  return { engine: known, web3, rpc, group }
}

/** A node's URL as it is shown: user, password and query may be secret. */
export function shownUrl(text: string): string {
  const url = new URL(text)
  if (url.username === '' && url.password === '' && url.search === '') return text
  url.username = ''
  url.password = ''
  url.search = ''
  return url.href
}

const areUrls = (content: unknown): content is readonly string[] =>
  Array.isArray(content) && content.every((one) => typeof one === 'string' && URL.canParse(one))
