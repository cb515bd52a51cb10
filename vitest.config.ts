import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that drive a browser or start programs take longest: begun last, one of them would run alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => /\/apps\/(web|cli)\//.test(moduleId)
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        // Each file in a process of its own: what starts programs has a folder for all that it makes.
        test: { name: 'programs', include: ['apps/{cli,web}/test/**/*.test.ts', 'bench/test/**/*.test.ts'] },
      },
      {
        extends: true,
        // Loading the libraries takes longer than most of these files: a process loads them once for all that it runs.
        test: {
          name: 'parts',
          isolate: false,
          include: ['packages/*/test/**/*.test.ts', 'apps/server/test/**/*.test.ts', 'test/**/*.test.ts'],
        },
      },
    ],
    pool: 'forks',
    // One more than the cores of a small machine: a test of a browser or of a chain waits for half of its time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // A chain test seals real blocks on a disk that may be slow; a hanging test still ends within the run.
    testTimeout: 30_000,
    // A browser test's builds the web application first.
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
    // Focused and skipped tests would shrink the suite unseen.
    allowOnly: false,
    passWithNoTests: false,
  },
})
