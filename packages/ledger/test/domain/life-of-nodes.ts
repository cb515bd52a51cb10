import { type Hex, keccak256, stringToHex } from 'viem'
import { expect } from 'vitest'
import * as ledger from '../../src/index.ts'
import type { openTrade } from './world.ts'

/** A node from its registration to its leaving, an institution's server, and a contract of another version. */
export async function lifeOfNodes(t: Awaited<ReturnType<typeof openTrade>>): Promise<void> {
  const { nodes, directory } = t.reads
  const id: Hex = `${keccak256(stringToHex('x'))}${keccak256(stringToHex('y')).slice(2)}`
  const node = ledger.nodeKey(id)
  expect(await nodes.node(node)).toBeUndefined()
  await t.act(t.factory, ledger.registerNode(id, 'Plant 1', 'observer'))
  const known = { gln: t.factory.gln, id, name: 'Plant 1', role: 'none' }
  expect(await nodes.node(node)).toEqual({ ...known, wish: { role: 'observer', state: 'asked' } })
  expect(await t.refusalOf(t.hospital, ledger.registerNode(id, 'Ours', 'sealer'))).toBe('NodesTaken')
  expect(await t.refusalOf(t.factory.second, ledger.askForRole(node, 'sealer'))).toBe('NodesNotAdmin')
  await t.govern(ledger.approveRole(node, 'observer'))
  expect(await nodes.node(node)).toEqual({ ...known, wish: { role: 'observer', state: 'approved' } })
  await t.act(t.regulator, ledger.noteRole(node))
  expect(await nodes.node(node)).toEqual({ ...known, role: 'observer' })
  await t.act(t.factory, ledger.askForRole(node, 'sealer'))
  await t.act(t.regulator, ledger.declineRole(node, 'too far behind'))
  expect(await nodes.node(node)).toEqual({ ...known, role: 'observer' })

  const service = { url: 'https://factory.example', signer: t.factory.second.address }
  expect(await nodes.service(t.factory.gln)).toBeUndefined()
  await t.act(t.factory, ledger.setService(service))
  expect(await nodes.service(t.factory.gln)).toEqual(service)
  await t.act(t.factory, ledger.setService(undefined))
  expect(await nodes.service(t.factory.gln)).toBeUndefined()

  const { addresses } = t.ledger
  const names = (await directory.entries()).map(({ name }) => name)
  expect([...names, 'directory'].sort()).toEqual(Object.keys(addresses).sort())
  const abiHash = keccak256(stringToHex('[]'))
  await t.govern(ledger.listContract({ name: 'records', target: addresses.records, abiHash }))
  expect(await directory.entry('records')).toEqual({ name: 'records', target: addresses.records, version: 2, abiHash })
  await expect(ledger.addressesFrom(t.ledger.client, addresses.directory)).rejects.toMatchObject({
    code: 'ContractOtherVersion',
    data: { contract: 'records', actual: abiHash },
  })
}
