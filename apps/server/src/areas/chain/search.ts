import type { ChainHit } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Address, Hex } from 'viem'
import type { Caller } from '../../http/handler.ts'
import type { TransactionDeps } from './transactions.ts'
import { bytesOfHex, contractNameAt, hexOfBytes } from './wire.ts'

const mostNodes = 20

/** Finds what a text may mean on the chain. */
export function createChainSearch({ addresses, administration, chain, institutions }: TransactionDeps) {
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

  async function byAddress(address: Address, { gln, kind }: Caller): Promise<ChainHit[]> {
    const contract = contractNameAt(addresses, address)
    if (contract !== undefined) return [{ kind: 'contract', contract, account: address }]
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
    return rows
      .filter(isMeant)
      .map(({ node, gln, name }) => ({ kind: 'node', node: node as Hex, gln: gln as Gln, name }))
  }

  return async function search(given: string, caller: Caller): Promise<ChainHit[]> {
    const text = given.toLowerCase()
    const digits = /^(?:0x)?([0-9a-f]+)$/.exec(text)?.[1] ?? ''
    const found: ChainHit[] = []
    if (/^\d{1,15}$/.test(text)) found.push(...(await byNumber(Number(text))))
    if (digits.length === 64) found.push(...(await byHash(`0x${digits}`)))
    if (digits.length === 40) found.push(...(await byAddress(`0x${digits}`, caller)))
    if (text !== '') found.push(...(await nodes(text)).slice(0, mostNodes))
    return found
  }
}
