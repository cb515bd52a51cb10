import { openChain, signTransaction } from '../src/index.ts'

/**
 * A process to be killed: sends from many accounts at once and prints each hash, a line each, once it was acknowledged;
 * a refusal ends it with its reason. Writing to a pipe is synchronous, so what was printed outlives the process.
 */
const [dataDir, chainId] = process.argv.slice(2)
if (dataDir === undefined || chainId === undefined) throw new Error('usage: loaded-process <folder> <chain id>')
const chain = await openChain({ dataDir, chainId: BigInt(chainId) })
const data = new Uint8Array(200).fill(7)

async function send(seed: number): Promise<void> {
  const key = new Uint8Array(32).fill(seed)
  const to = new Uint8Array(20).fill(seed)
  const first = signTransaction({ chainId: chain.chainId, nonce: 0n, gasLimit: 50_000n, to, data }, key)
  const known = await chain.sendRawTransaction(first)
  // The keys are the same in each run: go on where the last one stopped.
  if (known.ok) process.stdout.write(`${known.hash}\n`)
  let nonce = known.ok ? 1n : BigInt(String(known.data?.expected ?? (await nonceOf(first))))
  for (;;) {
    const sent = await chain.sendRawTransaction(
      signTransaction({ chainId: chain.chainId, nonce, gasLimit: 50_000n, to, data }, key),
    )
    if (!sent.ok) {
      process.stdout.write(`refused ${sent.reason}\n`)
      return
    }
    process.stdout.write(`${sent.hash}\n`)
    nonce++
  }
}

async function nonceOf(raw: Uint8Array): Promise<bigint> {
  const { parseTransaction } = await import('../src/index.ts')
  const parsed = parseTransaction(raw, { chainId: chain.chainId, maxBytes: raw.length })
  if (!parsed.ok) throw new Error(parsed.message)
  return chain.nonce(parsed.transaction.sender, true)
}

process.stdout.write('ready\n')
await Promise.all(Array.from({ length: 32 }, (_, i) => send(i + 1)))
await chain.close()
