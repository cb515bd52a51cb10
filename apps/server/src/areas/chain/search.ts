import { allows, type ChainHit, routes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Carrier } from '@theriac/ledger'
import type { Address, Hex } from 'viem'
import type { Caller } from '../../http/handler.ts'
import { addressOf } from './nodes.ts'
import type { TransactionDeps } from './transactions.ts'
import { bytesOfHex, contractNameAt, hexOfBytes } from './wire.ts'

const mostNodes = 20

/** What is needed to find something. */
export interface ChainSearchDeps extends TransactionDeps {
  readonly carrier: Pick<Carrier, 'status'>
}

/** Finds what a text may mean on the chain. */
export function createChainSearch({ addresses, administration, carrier, chain, institutions }: ChainSearchDeps) {
  async function byNumber(number: number): Promise<ChainHit[]> {
    const found = await administration.block(number)
    return found ? [{ kind: 'block', block: found.number, hash: found.hash }] : []
  }

  async function byHash(hash: Hex): Promise<ChainHit[]> {
    const [block, transaction, act] = await Promise.all([
      administration.block(hash),
      administration.transaction(hash),
      chain.transactionOfAct(bytesOfHex(hash)),
    ])
    return [
      ...(block ? ([{ kind: 'block', block: block.number, hash }] as const) : []),
      ...(transaction ? ([{ kind: 'transaction', hash }] as const) : []),
      ...(act ? ([{ kind: 'transaction', hash: hexOfBytes(act), act: hash }] as const) : []),
    ]
  }

  async function byAddress(address: Address, caller: Caller): Promise<ChainHit[]> {
    const { gln, kind } = caller
    const contract = contractNameAt(addresses, address)
    if (contract !== undefined) return [{ kind: 'contract', contract, account: address }]
    const isLane = carrier.status().lanes.some((lane) => lane.address.toLowerCase() === address)
    if (isLane && allows(routes.keys.server.access, caller)) return [{ kind: 'lane', account: address }]
    const owner = (await chain.institutionsOf([address])).get(address)
    // Whose an account is, is for its institution and the regulator to know.
    if (owner === undefined || (kind !== 'regulator' && owner !== gln)) return []
    const name = (await institutions.names([owner])).get(owner)
    return [{ kind: 'account', account: address, gln: owner as Gln, ...(name === undefined ? {} : { name }) }]
  }

  async function nodes(text: string): Promise<ChainHit[]> {
    const rows = await chain.nodes()
    const hex = text.replace(/^0x/, '')
    const isMeant = ({ node, id, name }: (typeof rows)[number]) =>
      [node, id].some((known) => known.slice(2) === hex) ||
      (hex.length === 40 && node.endsWith(hex)) ||
      name.toLowerCase().includes(text)
    return rows.filter(isMeant).map(({ node, gln, name }) => ({
      kind: 'node',
      node: node as Hex,
      account: addressOf(node),
      gln: gln as Gln,
      name,
    }))
  }

  /** Nodes that the engine sees and nobody has registered. */
  async function unregistered(hex: string): Promise<ChainHit[]> {
    const engine = await administration.nodes()
    if (!engine.supported) return []
    return engine.value.nodes
      .map(({ address, id }) => ({ account: address.toLowerCase() as Address, id: id?.toLowerCase() }))
      .filter(({ account, id }) => account === `0x${hex}` || id === `0x${hex}`)
      .map(({ account }) => ({ kind: 'node', account }))
  }

  return async function search(given: string, caller: Caller): Promise<ChainHit[]> {
    const text = given.toLowerCase()
    const digits = /^(?:0x)?([0-9a-f]+)$/.exec(text)?.[1] ?? ''
    const found: ChainHit[] = []
    if (/^\d{1,15}$/.test(text)) found.push(...(await byNumber(Number(text))))
    if (digits.length === 64) found.push(...(await byHash(`0x${digits}`)))
    if (digits.length === 40) found.push(...(await byAddress(`0x${digits}`, caller)))
    if (text !== '') found.push(...(await nodes(text)).slice(0, mostNodes))
    const isOfNode = digits.length === 40 || digits.length === 128
    if (isOfNode && !found.some(({ kind }) => kind === 'node')) found.push(...(await unregistered(digits)))
    return found
  }
}
