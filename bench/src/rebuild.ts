import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcessRequest, openChain } from '@theriac/chain'
import { createEndpoint } from '@theriac/ledger'
import { openDatabase, openLeafIndex, rebuild } from '@theriac/read-model'
import { signDispensings, stockPharmacy } from './dispensings.ts'
import { newSender, signAll } from './in-process.ts'
import { sendActs, setUpLedger } from './ledger-setup.ts'

/** How much is read. */
export interface RebuildBenchOptions {
  /** Dispensings of single packs, one to a transaction; 10 000 by default. */
  readonly transactions?: number
}

/** Reading a chain of small transactions into the embedded database, from the first block. */
export async function runRebuild({ transactions = 10_000 }: RebuildBenchOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-bench-'))
  const chain = await openChain({ dataDir: join(folder, 'chain'), chainId: 20_262 })
  try {
    const sender = newSender()
    const ledger = await setUpLedger(chain, sender, 1, transactions)
    await stockPharmacy(chain, sender, ledger, transactions)
    const acts = await signDispensings(ledger, transactions)
    await sendActs(chain, signAll(chain, sender, ledger.carry(acts, 1)), transactions)

    const endpoint = createEndpoint({ request: inProcessRequest(chain) })
    const database = await openDatabase({ folder: join(folder, 'database') })
    const leaves = await openLeafIndex(join(folder, 'leaves'))
    const { addresses } = ledger
    const started = performance.now()
    const { events } = await rebuild({ database, leaves, endpoint, addresses, fromBlock: 0 })
    const seconds = (performance.now() - started) / 1000
    await leaves.close()
    await database.close()
    endpoint.close()
    return { transactions, events, seconds, transactionsPerSecond: transactions / seconds }
  } finally {
    await chain.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
