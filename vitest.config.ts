import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'apps/*/test/**/*.test.ts',
      'bench/test/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    // A process for each file: native modules (LevelDB, secp256k1) and open ports never meet.
    pool: 'forks',
    maxWorkers: 2,
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
