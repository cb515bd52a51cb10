// Writes docs/gas.md from forge's gas report over the unit tests. With --check it fails when the file isn't fresh.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { forgeBinary, forgeEnvironment } from './forge-binary.ts'
import { contractsFolder } from './settings.ts'

interface ContractGas {
  /** Such as `src/Acts.sol:Acts`. */
  contract: string
  deployment: { gas: number; size: number }
  functions: Record<string, { calls: number; min: number; median: number; max: number }>
}

const reportFile = `${contractsFolder}../docs/gas.md`

function measure(): ContractGas[] {
  // Fuzz and invariant tests call with values that mean nothing: only unit tests show what an act costs.
  const unitTests = ['--no-match-test', '^(testFuzz|invariant)']
  const { status, stdout, error } = spawnSync(forgeBinary(), ['test', '--gas-report', '--json', ...unitTests], {
    cwd: contractsFolder,
    env: { ...process.env, ...forgeEnvironment() },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`forge test ended with ${status}: run \`npm test -w contracts\` first`)
  // Compiler warnings may come before it.
  const json = stdout.split('\n').findLast((line) => line.startsWith('['))
  if (json === undefined) throw new Error(`forge gave no gas report: ${stdout.trim()}`)
  const report: ContractGas[] = JSON.parse(json)
  return report.filter((entry) => entry.contract.startsWith('src/'))
}

function render(report: readonly ContractGas[]): string {
  const lines = [
    '# Gas',
    '',
    'Written by `npm run gas -w contracts` from the unit tests of `contracts/test`. Each call is a transaction of its own',
    '(21 000 gas and its data included) unless another contract made it; refused calls count too, so read the median and',
    'the maximum.',
  ]
  for (const { contract, functions } of [...report].sort((a, b) => compareText(a.contract, b.contract))) {
    lines.push('', `## ${contract.slice(contract.indexOf(':') + 1)}`, '')
    lines.push('| function | calls | min | median | max |', '|---|--:|--:|--:|--:|')
    for (const [signature, gas] of Object.entries(functions).sort(([a], [b]) => compareText(a, b))) {
      lines.push(`| \`${signature}\` | ${[gas.calls, gas.min, gas.median, gas.max].map(grouped).join(' | ')} |`)
    }
  }
  return `${lines.join('\n')}\n`
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ')
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const text = render(measure())
if (!process.argv.includes('--check')) writeFileSync(reportFile, text)
else if (!existsSync(reportFile) || readFileSync(reportFile, 'utf8') !== text) {
  console.error("docs/gas.md isn't fresh: run `npm run gas -w contracts`")
  process.exitCode = 1
}
