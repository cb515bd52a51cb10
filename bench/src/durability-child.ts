import { openChain } from '@theriac/chain'
import { deployCounter, loadAccounts, signCalls } from './chain-load.ts'

/**
 * The process that is killed: sends as fast as it can and prints each hash once it was acknowledged, a line each. Output
 * to a pipe is written before the call returns, so what was printed is never lost with the process.
 */
const [dataDir, chainId] = process.argv.slice(2)
if (dataDir === undefined || chainId === undefined) throw new Error('usage: durability-child <folder> <chain id>')
const chain = await openChain({ dataDir, chainId: BigInt(chainId) })
const counter = await deployCounter(chain)
process.stdout.write('ready\n')
await Promise.all(
  loadAccounts(64).map(async (account) => {
    for (;;) {
      const [raw] = signCalls(chain.chainId, counter, [account], 1)
      if (raw === undefined) return
      const sent = await chain.sendRawTransaction(raw)
      if (!sent.ok) throw new Error(sent.message)
      process.stdout.write(`${sent.hash}\n`)
    }
  }),
)
