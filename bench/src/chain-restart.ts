import { openChain } from '@theriac/chain'

/** A process of its own, so that its memory is that of a chain that was just opened: prints one JSON object. */
const [dataDir, chainId] = process.argv.slice(2)
if (dataDir === undefined || chainId === undefined) throw new Error('usage: chain-restart <folder> <chain id>')
const startedAt = performance.now()
const chain = await openChain({ dataDir, chainId: BigInt(chainId) })
const seconds = (performance.now() - startedAt) / 1000
const memoryMb = process.memoryUsage().rss / 2 ** 20
process.stdout.write(`${JSON.stringify({ seconds, memoryMb, block: chain.head().header.number })}\n`)
await chain.close()
