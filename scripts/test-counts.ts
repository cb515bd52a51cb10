import { stripVTControlCharacters } from 'node:util'
import type { Ended } from './run-process.ts'

/** What a test runner did. */
export interface TestCounts {
  passed: number
  failed: number
  skipped: number
  /** What went wrong apart from single tests, if anything. */
  fault?: string
}

/** The parts of vitest's JSON report that are read here. */
interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/**
 * Reads the counts of a vitest run.
 *
 * @param ended - how vitest ended
 * @param report - text of its JSON report, undefined when it wrote none
 */
export function countVitest(ended: Ended, report: string | undefined): TestCounts {
  if (report === undefined) return crashed('vitest wrote no report', ended)
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }: VitestReport =
    JSON.parse(report)
  // A file that cannot be loaded has no tests to count, yet it failed.
  const unloadable = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return checked(
    { passed: numPassedTests, failed: numFailedTests + unloadable, skipped: numPendingTests + numTodoTests },
    'vitest',
    ended,
  )
}

/**
 * Reads the counts of a forge run from the line it ends with.
 *
 * @param ended - how forge ended, with all its output
 */
export function countForge(ended: Ended): TestCounts {
  const summary = /^Ran \d+ test suites? in .*: (\d+) tests? passed, (\d+) failed, (\d+) skipped/m
  const found = summary.exec(stripVTControlCharacters(ended.output))
  if (found === null) return crashed('forge gave no summary', ended)
  const [passed = 0, failed = 0, skipped = 0] = found.slice(1).map(Number)
  return checked({ passed, failed, skipped }, 'forge', ended)
}

/** Adds up what the runners did. */
export function sumCounts(all: readonly TestCounts[]): { passed: number; failed: number; skipped: number } {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number => all.reduce((total, counts) => total + counts[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

// A green count is believed only if the runner itself says so, and only if something ran.
function checked(counts: TestCounts, runner: string, ended: Ended): TestCounts {
  if (counts.passed + counts.failed === 0) return crashed(`${runner} ran no test`, ended)
  if (ended.exitCode !== 0 && counts.failed === 0) {
    return { ...counts, failed: 1, fault: `${runner} ended with ${ended.exitCode} though no test failed` }
  }
  return counts
}

function crashed(fault: string, ended: Ended): TestCounts {
  return { passed: 0, failed: 1, skipped: 0, fault: `${fault} (exit code ${ended.exitCode})` }
}
