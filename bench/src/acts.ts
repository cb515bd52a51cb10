import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcessRequest, openChain } from '@theriac/chain'
import { createCarrier, createEndpoint, laneAccount, memoryJournal } from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import { bytesToHex } from 'viem'
import { deployCounter, loadAccounts, signCalls } from './chain-load.ts'
import { signDispensings, stockPharmacy } from './dispensings.ts'
import { newSender, sendAll, signAll } from './in-process.ts'
import { sendActs, setUpLedger } from './ledger-setup.ts'

const chainId = 20_262
/** As many single dispensings as fit into the 45 000 bytes of data that the carrier sends at most. */
const actsEach = 75

/** How much is run. */
export interface ActsBenchOptions {
  /** Dispensings; 9 000 by default. */
  readonly acts?: number
  /** Plain transactions; 5 000 by default. */
  readonly transactions?: number
}

/** Dispensings of single packs, each an act signed by an operator, against plain transactions of one write each. */
export async function runActs(options: ActsBenchOptions = {}) {
  const count = options.acts ?? 9_000
  const transactions = options.transactions ?? 5_000
  const dataDir = mkdtempSync(join(tmpdir(), 'theriac-bench-'))
  const chain = await openChain({ dataDir, chainId })
  try {
    const sender = newSender()
    const ledger = await setUpLedger(chain, sender, 1, 2 * count)
    await stockPharmacy(chain, sender, ledger, 2 * count)
    const acts = await signDispensings(ledger, 2 * count)
    const raws = signAll(chain, sender, ledger.carry(acts.slice(0, count), actsEach))
    const carried = await sendActs(chain, raws, count)

    const counter = await deployCounter(chain)
    const plain = await sendAll(chain, signCalls(BigInt(chainId), counter, loadAccounts(200), transactions))

    const endpoint = createEndpoint({ request: inProcessRequest(chain) })
    const signHash = nativeHashSigner()
    const lanes = Array.from({ length: 4 }, () => laneAccount(bytesToHex(newSender().key), signHash))
    const carrier = createCarrier({ endpoint, acts: ledger.acts, lanes, journal: memoryJournal() })
    const start = performance.now()
    await Promise.all(acts.slice(count).map((act) => carrier.carry(act)))
    const carrierSeconds = (performance.now() - start) / 1000
    await carrier.close()
    endpoint.close()

    const actsPerSecond = count / carried.seconds
    const plainPerSecond = transactions / plain.seconds
    return {
      ratio: actsPerSecond / plainPerSecond,
      actsPerSecond,
      plainTransactionsPerSecond: plainPerSecond,
      actsPerSecondThroughCarrier: count / carrierSeconds,
      acts: count,
      actsPerTransaction: actsEach,
      gasPerAct: Number(carried.gas) / count,
    }
  } finally {
    await chain.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
