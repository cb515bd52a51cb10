import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { runActs } from './acts.ts'
import { runApi } from './api/index.ts'
import { runChain } from './chain.ts'
import { runDurability } from './durability.ts'
import { runInventory } from './inventory.ts'
import { runRebuild } from './rebuild.ts'

const benches = {
  inventory: (quick: boolean) => runInventory(quick ? { units: 20_000, lots: 1 } : {}),
  acts: (quick: boolean) => runActs(quick ? { acts: 900, transactions: 500 } : {}),
  chain: (quick: boolean) => runChain(quick ? { transactions: 5_000, httpTransactions: 1_000, singles: 50 } : {}),
  api: (quick: boolean) =>
    runApi(quick ? { units: 20_000, unitsPerJob: 10_000, dispensings: 50, sideBySide: 100, seconds: 2 } : {}),
  rebuild: (quick: boolean) => runRebuild(quick ? { transactions: 500 } : {}),
  durability: (quick: boolean) => runDurability(quick ? { kills: 3 } : {}),
} satisfies Record<string, (quick: boolean) => Promise<object>>

const lockFile = new URL('../../package-lock.json', import.meta.url)

/** Versions of what the figures depend on, as the lock file has them. */
function versions(): Record<string, string> {
  const { version, packages } = JSON.parse(readFileSync(lockFile, 'utf8'))
  const names = ['@electric-sql/pglite', '@ethereumjs/evm', 'classic-level', 'fastify', 'solc', 'viem']
  const locked = names.map((name) => [name, String(packages[`node_modules/${name}`]?.version)])
  return { theriac: version, ...Object.fromEntries(locked) }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
})
const [name] = positionals
const isBench = (text: string | undefined): text is keyof typeof benches => text !== undefined && text in benches

if (!isBench(name)) {
  process.stderr.write(`usage: npm run bench -- <${Object.keys(benches).join('|')}> [--quick] [--json]\n`)
  process.exitCode = 2
} else {
  const result = {
    bench: name,
    ...(await benches[name](values.quick)),
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      ...versions(),
      platform: `${process.platform} ${process.arch}`,
    },
  }
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`)
}
