import { deepStrictEqual, strictEqual } from 'node:assert'
import { join } from 'node:path'
import { balanceFeatures, fundAccounts, switchOn, timestampFeature } from '@theriac/fisco-bcos'
import { openDatabase, openLeafIndex, rebuild } from '@theriac/read-model'
import { allRows } from '@theriac/read-model/testing'
import { runTour, type Theatre } from '../../../src/tour/index.ts'
import type { LiveWorld } from '../world.ts'
import { withGoverned } from './governed.ts'

/** The whole tour; then the rows that its server has read are compared with those of a read model made from nothing. */
export async function playTour(world: LiveWorld): Promise<void> {
  const { nodes, folder, note } = world
  const venue = {
    nodes,
    async prepare(senders: readonly `0x${string}`[]) {
      await withGoverned(world, async (chain) => {
        await switchOn(chain, [timestampFeature, ...balanceFeatures])
        await fundAccounts(chain, senders)
      })
    },
    async end({ server, endpoint, addresses, fromBlock }: Theatre) {
      const read = await allRows(server.database.db)
      const database = await openDatabase({ memory: true })
      const leaves = await openLeafIndex(join(folder, 'rebuilt-leaves'))
      try {
        const { events } = await rebuild({ database, leaves, endpoint, addresses, fromBlock })
        deepStrictEqual(await allRows(database.db), read)
        note(`${events} events read twice, ${Object.values(read).flat().length} rows equal`)
      } finally {
        await leaves.close()
        await database.close()
      }
    },
  }
  const { conserved, steps, refusals, transactions, blocks, seconds } = await runTour(
    { step() {}, refusal() {} },
    venue,
  )
  strictEqual(conserved, true, 'units do not add up')
  note(
    `${steps.length} steps, ${refusals.length} refusals, ${transactions} transactions in ${blocks} blocks, ${seconds.toFixed(1)} s`,
  )
}
