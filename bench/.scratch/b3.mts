import { mkdtempSync, rmSync } from 'node:fs'
import { execSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { openChain, signTransaction, contractAddress } from '@theriac/chain'
import { loadAccounts } from '../src/chain-load.ts'
import { sample } from '/work/main/packages/chain/test/sample.ts'
import { encodeFunctionData } from '/work/main/node_modules/viem/_esm/index.js'
import { privateKeyToAddress } from '/work/main/node_modules/viem/_esm/accounts/index.js'
const dir = mkdtempSync('/tmp/tc-')
const chain = await openChain({ dataDir: dir, chainId: 7 })
const [acc] = loadAccounts(1) as any
const raws: Uint8Array[] = []
let bytes = 0
const f = (functionName: string, args: any[]) => Buffer.from(encodeFunctionData({ abi: sample.abi, functionName, args }).slice(2), 'hex')
const mk = (to: any, data: any, gas = 900_000_000n) => { const r = signTransaction({ chainId: 7n, nonce: acc.nonce++, gasLimit: gas, to, data }, acc.key); bytes += r.length; return r }
const me = Buffer.from(privateKeyToAddress(`0x${Buffer.from(acc.key).toString('hex')}`).slice(2), 'hex')
const addr = contractAddress(me, 0n)
raws.push(mk(undefined, Buffer.from(sample.bytecode.slice(2), 'hex'), 5_000_000n))
raws.push(mk(addr, f('spawn', [])))
for (let i = 0; i < 100; i++) raws.push(mk(addr, f('merkle', [Array.from({ length: 1024 }, () => `0x${randomBytes(32).toString('hex')}`)])))
const run = async (rs: Uint8Array[]) => { const t = performance.now(); let last: any; for (const s of await Promise.all(rs.map((r) => chain.sendRawTransaction(r)))) { if (!s.ok) throw new Error(s.message); last = s } const l = await chain.waitFor(last.hash); if (!l.block.receipts[l.index].succeeded) throw new Error('failed'); return performance.now() - t }
console.log('100 commissionings of 1024', await run(raws) | 0, 'ms')
const calls = Array.from({ length: 30 }, () => mk(addr, f('manyCalls', [1000n])))
console.log('30 x 1000 calls', await run(calls) | 0, 'ms')
await chain.close()
console.log('raw', bytes, 'disk', execSync(`du -sb ${dir}`).toString().trim(), execSync(`find ${dir} -type f -size +10k | xargs ls -la`).toString())
rmSync(dir, { recursive: true })
