// Everything that can be said of the code without running it. Runs all steps, two at a time, and then shows a table.
import { runProcess } from './run-process.ts'

interface Step {
  name: string
  command: readonly string[]
}

const npmRunIn = (workspace: string, script: string, ...more: string[]): string[] => [
  'npm',
  'run',
  '--silent',
  script,
  '-w',
  workspace,
  ...more,
]
const npmRun = (script: string, ...more: string[]): string[] => npmRunIn('contracts', script, ...more)

const steps: readonly Step[] = [
  { name: 'types', command: ['npx', 'tsc', '-p', '.'] },
  { name: 'types: web', command: ['npx', 'tsc', '-p', 'apps/web'] },
  { name: 'lint and format', command: ['npx', 'biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'unused code', command: ['npx', 'knip'] },
  { name: 'boundaries', command: ['npx', 'vitest', 'run', 'test/boundaries.test.ts'] },
  { name: 'api: generated', command: npmRunIn('packages/api', 'generate', '--', '--check') },
  { name: 'contracts: format', command: npmRun('format', '--', '--check') },
  { name: 'contracts: lint', command: npmRun('lint') },
  { name: 'contracts: generated', command: npmRun('build', '--', '--check') },
  { name: 'contracts: gas report', command: npmRun('gas', '--', '--check') },
]

interface Result {
  name: string
  ok: boolean
  seconds: number
}

async function runStep({ name, command }: Step): Promise<Result> {
  const { exitCode, output, seconds } = await runProcess(command)
  const ok = exitCode === 0
  // A step's output is shown in one piece, and only when it has something to say.
  if (!ok) process.stdout.write(`\n── ${name}: ${command.join(' ')}\n${output.trimEnd()}\n`)
  return { name, ok, seconds }
}

async function runAll(atOnce: number): Promise<Result[]> {
  const waiting = [...steps]
  const results: Result[] = []
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await runStep(step))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

const results = await runAll(2)
console.log()
for (const { name } of steps) {
  const result = results.find((result) => result.name === name)
  if (result)
    console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${name.padEnd(24)} ${result.seconds.toFixed(1).padStart(6)} s`)
}
const failed = results.filter((result) => !result.ok).length
console.log(failed === 0 ? 'all checks passed' : `${failed} of ${steps.length} checks failed`)
process.exitCode = failed === 0 ? 0 : 1
