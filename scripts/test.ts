// All tests: vitest, then forge. Ends with one line `N passed, N failed`; a runner that crashes counts as a failure.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProcess } from './run-process.ts'
import { countForge, countVitest, sumCounts, type TestCounts } from './test-counts.ts'

const show = (text: string): void => {
  process.stdout.write(text)
}

async function runVitest(): Promise<TestCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-test-'))
  try {
    const file = join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const ended = await runProcess(['npx', 'vitest', 'run', ...reporters], show)
    return countVitest(ended, existsSync(file) ? readFileSync(file, 'utf8') : undefined)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runForge(): Promise<TestCounts> {
  return countForge(await runProcess(['npm', 'run', '--silent', 'test', '-w', 'contracts'], show))
}

// Tests of browsers build it where it lacks: several of them at once would each build it.
show('the web application\n')
await runProcess(['npm', 'run', '--silent', 'build', '-w', 'apps/web'], show)
show('packages, apps, bench and repository (vitest)\n')
const vitest = await runVitest()
show('\ncontracts (forge)\n')
const forge = await runForge()

show('\n')
for (const { fault } of [vitest, forge]) if (fault !== undefined) show(`${fault}\n`)
const { passed, failed, skipped } = sumCounts([vitest, forge])
if (skipped > 0) show(`${skipped} skipped\n`)
process.exitCode = failed === 0 ? 0 : 1
show(`${passed} passed, ${failed} failed\n`)
