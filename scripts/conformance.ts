// Runs each scripts/conformance-<subject>.ts against a folder of the standards' own material:
// `npm run conformance -- <folder>`. The folder is no part of the repository.
import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { rootFolder, runProcess } from './run-process.ts'

const [, , given] = process.argv
const folder = resolve(rootFolder, given ?? '')

async function main(): Promise<number> {
  if (given === undefined || !existsSync(folder)) {
    console.error(`no folder ${given ?? 'given'}: npm run conformance -- <folder with the standards' material>`)
    return 1
  }
  const scripts = readdirSync(`${rootFolder}scripts`)
    .filter((file) => /^conformance-.+\.ts$/.test(file))
    .sort()
  if (scripts.length === 0) {
    console.error('no scripts/conformance-*.ts to run')
    return 1
  }
  const summary: string[] = []
  let failed = 0
  for (const script of scripts) {
    const { exitCode, seconds } = await runProcess(['npx', 'tsx', `scripts/${script}`, folder], (text) => {
      process.stdout.write(text)
    })
    if (exitCode !== 0) failed++
    const subject = script.slice('conformance-'.length, -'.ts'.length)
    summary.push(`${exitCode === 0 ? 'ok    ' : 'FAILED'} ${subject.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s`)
  }
  console.log(`\n${summary.join('\n')}\n${scripts.length - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

process.exitCode = await main()
