import { mkdtempSync, rmSync } from 'node:fs'
import { openChain } from '/work/main/packages/chain/src/index.ts'
import { deployCounter, loadAccounts, signCalls } from '/work/main/bench/src/chain-load.ts'
import { sample } from '/work/main/packages/chain/test/sample.ts'
import { signTransaction } from '/work/main/packages/chain/src/index.ts'
import { encodeFunctionData } from '/work/main/node_modules/viem/_esm/index.js'
const dir = mkdtempSync('/tmp/tc-')
const chain = await openChain({ dataDir: dir, chainId: 7 })
const N = 10
const to = await deployCounter(chain)
const raws = signCalls(7n, to, loadAccounts(50), N)
let t = performance.now()
const hashes = await Promise.all(raws.map((r) => chain.sendRawTransaction(r)))
const t1 = performance.now()
const last = hashes.at(-1)!; if (!last.ok) throw new Error(last.message)
await chain.waitFor(last.hash)
const t2 = performance.now()
console.log('ack', (t1 - t) | 0, 'ms; all', (t2 - t) | 0, 'ms', ((N / (t2 - t)) * 1000) | 0, 'tx/s', 'blocks', chain.head().header.number)
// heavy
const [acc] = loadAccounts(1)
const send = async (to: any, data: any, gas = 900_000_000n) => {
  const raw = signTransaction({ chainId: 7n, nonce: acc.nonce++, gasLimit: gas, to, data }, acc.key)
  const s = await chain.sendRawTransaction(raw); if (!s.ok) throw new Error(s.message)
  const l = await chain.waitFor(s.hash)
  return l.block.receipts[l.index]
}
const { contractAddress } = await import('/work/main/packages/chain/src/index.ts')
const { privateKeyToAddress } = await import('/work/main/node_modules/viem/_esm/accounts/index.js')
const me = Buffer.from(privateKeyToAddress(`0x${Buffer.from(acc.key).toString('hex')}`).slice(2), 'hex')
const addr = contractAddress(me, 0n)
console.log((await send(undefined, Buffer.from(sample.bytecode.slice(2), 'hex'), 5_000_000n)).succeeded)
const f = (functionName: string, args: any[]) => Buffer.from(encodeFunctionData({ abi: sample.abi, functionName, args }).slice(2), 'hex')
console.log((await send(addr, f('spawn', []))).succeeded)
const time = async (name: string, n: number, data: any) => {
  let r: any
  const t = performance.now()
  for (let i = 0; i < n; i++) r = await send(addr, data)
  console.log(name, ((performance.now() - t) / n).toFixed(2), 'ms each; gas', r.gasUsed, r.succeeded)
}
const leaves = Array.from({ length: 1024 }, (_, i) => `0x${(BigInt(i) * 2n ** 200n + 77n).toString(16).padStart(64, '0')}`)
await time('merkle1024', 5, f('merkle', [leaves]))
await time('throughChild', 20, f('throughChild', [1n]))
for (const [n,a] of [['manyCalls',[20000n]],['manyRecoveries',[20000n,'0x'+'ab'.repeat(32),27,'0x'+'12'.repeat(32),'0x'+'13'.repeat(32)]]] as any) {
const t6 = performance.now(); const o = await chain.call({ to: addr, data: f(n, a) }); console.log(n, 2000, (performance.now() - t6) | 0, 'ms', o.status, o.gasUsed) }
const t5 = performance.now(); const out = await chain.call({ to: addr, data: f('burn', [20000n]) }); console.log('burn20000', (performance.now() - t5) | 0, 'ms', out.status, out.gasUsed)
await chain.close()
rmSync(dir, { recursive: true })
