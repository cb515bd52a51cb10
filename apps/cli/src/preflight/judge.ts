import { isFiscoBcos, type NativeIdentity, type Web3Identity } from '@theriac/fisco-bcos'
import { LedgerError } from '@theriac/ledger'
import type { Hex } from 'viem'
import { CliError } from '../cli-error.ts'
import type { Nodes } from '../nodes.ts'
import type { NodesTold } from './ask-nodes.ts'
import { faultOfNode } from './fault-of-node.ts'

/** Which chain nodes are of. */
export interface ChainIdentity {
  readonly chainId: number
  /** Hash of block 0. */
  readonly genesisHash: Hex
}

/** What came of it: the chain, or all that is wrong, each as an error that can be told. */
export type Judged =
  | { readonly ok: true; readonly chain: ChainIdentity }
  | { readonly ok: false; readonly faults: readonly unknown[] }

/**
 * Judges what nodes told: every URL must answer, run the engine, and lead to one and the same chain.
 *
 * @param expected - what is known of the chain: another one is refused
 */
export function judgeNodes({ engine, group }: Nodes, told: NodesTold, expected: Partial<ChainIdentity> = {}): Judged {
  const faults: unknown[] = []
  let first: First | undefined
  for (const one of told.web3) {
    if (!one.ok) {
      faults.push(faultOfNode(one, 'web3', engine))
      continue
    }
    const { url, value } = one
    const fault =
      otherEngine(url, value, engine) ?? notExpected(url, value, expected) ?? (first && otherChain(url, value, first))
    if (fault) faults.push(fault)
    else first ??= one
  }
  for (const one of told.rpc) {
    if (!one.ok) {
      faults.push(faultOfNode(one, 'native', engine))
      continue
    }
    const fault = otherGroup(one.url, one.value, group) ?? (first && otherFirstBlock(one.url, one.value, first))
    if (fault) faults.push(fault)
  }
  if (!first || faults.length > 0) return { ok: false, faults }
  return { ok: true, chain: { chainId: first.value.chainId, genesisHash: first.value.genesisHash as Hex } }
}

function otherEngine(url: string, told: Web3Identity, engine: Nodes['engine']): CliError | undefined {
  if (isFiscoBcos(told) === (engine === 'fisco-bcos')) return undefined
  return new CliError(
    'NodeUnfit',
    `${url} says that it is ${told.clientVersion.slice(0, 80)}, and --engine says ${engine}`,
    'Check the URL given with --web3, or name the engine that the node runs.',
  )
}

function notExpected(node: string, found: Web3Identity, { chainId, genesisHash }: Partial<ChainIdentity>) {
  const other = (what: 'chainId' | 'genesis', expected: string, actual: string) =>
    new LedgerError('EndpointWrongChain', `${node} is of another chain`, { node, what, expected, actual })
  if (chainId !== undefined && found.chainId !== chainId) return other('chainId', `${chainId}`, `${found.chainId}`)
  if (genesisHash !== undefined && !isSame(found.genesisHash, genesisHash))
    return other('genesis', genesisHash, found.genesisHash)
  return undefined
}

interface First {
  readonly url: string
  readonly value: Web3Identity
}

function otherChain(url: string, found: Web3Identity, first: First): CliError | undefined {
  if (found.chainId === first.value.chainId) return otherFirstBlock(url, found, first)
  return differ(`${url} has chain id ${found.chainId}, and ${first.url} has ${first.value.chainId}`)
}

function otherFirstBlock(
  url: string,
  { genesisHash }: Pick<Web3Identity, 'genesisHash'>,
  { url: other, value }: First,
): CliError | undefined {
  if (isSame(genesisHash, value.genesisHash)) return undefined
  return differ(`${url} has the first block ${genesisHash}, and ${other} has ${value.genesisHash}`)
}

function otherGroup(url: string, { group }: NativeIdentity, wanted: string): CliError | undefined {
  const { groupID, nodeList } = group
  if (groupID !== wanted)
    return new CliError('NodeUnfit', `${url} answers for ${groupID}, not ${wanted}`, 'Check --group.')
  if (!nodeList.some(({ iniConfig }) => iniConfig.smCryptoType)) return undefined
  const advice = 'Make a chain without sm_crypto: this one takes no Web3 transactions.'
  return new CliError('NodeUnfit', `The chain of ${url} uses SM2 and SM3`, advice)
}

const differ = (message: string): CliError =>
  new CliError('NodesDiffer', message, 'All URLs given with --web3 and --rpc must lead to nodes of one chain.')

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
