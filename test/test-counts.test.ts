import { expect, test } from 'vitest'
import { countForge, countVitest, sumCounts } from '../scripts/test-counts.ts'

const ended = (exitCode: number | null, output = '') => ({ exitCode, output, seconds: 1 })

function report(passed: number, failed: number, files: { status: string; assertionResults: unknown[] }[] = []): string {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: files,
  })
}

const forgeLine = 'Ran 2 test suites in 1.05s (2.00s CPU time): 7 tests passed, 1 failed, 2 skipped (10 total tests)'

test('the counts of both runners are read and added', () => {
  const vitest = countVitest(ended(0), report(5, 0))
  const forge = countForge(ended(1, `noise\n${forgeLine}\nmore noise`))
  expect(vitest).toEqual({ passed: 5, failed: 0, skipped: 1 })
  expect(forge).toEqual({ passed: 7, failed: 1, skipped: 2 })
  expect(sumCounts([vitest, forge])).toEqual({ passed: 12, failed: 1, skipped: 3 })
})

test('a coloured forge summary is read too', () => {
  expect(countForge(ended(1, forgeLine.replace('7', '\u001b[32m7\u001b[0m')))).toMatchObject({ passed: 7, failed: 1 })
})

test('a runner that crashes, is killed or runs nothing counts as a failure', () => {
  for (const counts of [
    countVitest(ended(1), undefined),
    countVitest(ended(0), report(0, 0)),
    countForge(ended(null)),
    countForge(ended(0, 'No tests found in project!')),
  ]) {
    expect(counts).toMatchObject({ passed: 0, failed: 1 })
    expect(counts.fault).toBeDefined()
  }
})

test('a bad exit without a failed test, as after an unhandled rejection, counts as a failure', () => {
  expect(countVitest(ended(1), report(5, 0))).toMatchObject({ passed: 5, failed: 1 })
})

test('a test file that cannot be loaded counts as a failure', () => {
  const files = [{ status: 'failed', assertionResults: [] }]
  expect(countVitest(ended(1), report(5, 0, files))).toMatchObject({ passed: 5, failed: 1 })
})
