import { deepStrictEqual, strictEqual } from 'node:assert'
import type { Gln } from '@theriac/gs1'
import { appoint, type Ledger, readLogs, type Signer } from '@theriac/ledger'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { openGroup } from '../../../src/open-group.ts'
import type { LiveWorld } from '../world.ts'
import { openData } from './open-data.ts'

/** Writes until the contracts' log spans the blocks that it is to be read over, and reads it in two ways. */
export async function pageLogs(world: LiveWorld): Promise<void> {
  const { folder, keyring } = await openData(world)
  const group = await openGroup(folder, undefined, keyring)
  try {
    const { ledger, connection, deployment } = group
    const { endpoint } = connection
    const admin = await keyring.admin(folder.regulator.gln)
    if (!admin) throw new Error('the key store has no admin of the regulator')
    const height = async () => Number(await endpoint.request({ method: 'eth_blockNumber' }))
    const { blocks, makingMs } = world.bounds
    const end = performance.now() + makingMs
    const span = async () => (await height()) - deployment.fromBlock
    world.note(
      `acts are made, one after the other, until there are ${blocks} blocks, ${Math.round(makingMs / 1_000)} s at most`,
    )
    let acts = 0
    for (let made = await span(); made < blocks && performance.now() < end; made = await span()) {
      await actOnce(ledger, admin, folder.regulator.gln)
      acts += 1
      if (acts % 250 === 0) world.note(`${acts} acts, ${made} blocks`)
    }
    const made = await span()
    if (made < blocks) world.note(`only ${made} blocks in that time, and all of them are read`)
    const [fromBlock, toBlock] = [BigInt(deployment.fromBlock), BigInt(await height())]
    const address = Object.values(deployment.addresses)
    const read = async (pageBlocks?: number): Promise<string[]> => {
      const found: string[] = []
      const options = { endpoint, address, fromBlock, toBlock, ...(pageBlocks ? { pageBlocks } : {}) }
      let next = fromBlock
      for await (const page of readLogs(options)) {
        strictEqual(page.fromBlock, next, 'a gap between pages')
        next = page.toBlock + 1n
        found.push(...page.logs.map(({ transactionHash, position }) => `${transactionHash} ${position}`))
      }
      strictEqual(next, toBlock + 1n, 'the pages end too early')
      return found
    }
    const start = performance.now()
    const found = await read()
    const seconds = (performance.now() - start) / 1000
    // Two blocks at a time the engine's own limit cuts nothing off.
    deepStrictEqual(await read(2), found)
    strictEqual(new Set(found).size, found.length, 'an event was read twice')
    if (found.length < acts) throw new Error(`${acts} acts were taken, and only ${found.length} events are there`)
    world.note(`${found.length} events over ${toBlock - fromBlock + 1n} blocks, read in ${seconds.toFixed(1)} s`)
  } finally {
    await group.close()
  }
}

async function actOnce(ledger: Ledger, admin: Signer, gln: Gln): Promise<void> {
  const account = privateKeyToAccount(generatePrivateKey()).address
  const outcome = await ledger.govern(admin, appoint(gln, account, 'auditor'), 'Tried out')
  if (outcome.state !== 'taken') throw new Error(`an act was refused: ${outcome.reason.name}`)
}
