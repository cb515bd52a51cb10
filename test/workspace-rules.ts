/** What one workspace may import. */
export interface WorkspaceRule {
  /** Workspaces that its sources may import; each must stand in `dependencies`. */
  imports: readonly string[]
  /** More of them for its tests; each must stand in `devDependencies`. */
  testImports?: readonly string[]
  /** A pure workspace does no I/O and runs in a browser: no Node module, no dependency of any kind. */
  pure?: true
}

/**
 * Which workspace may depend on which: the rule itself, one line each. A dependency that isn't here is a decision
 * to be taken (docs/adr), not a line to be added in passing.
 */
export const workspaceRules: Readonly<Record<string, WorkspaceRule>> = {
  '@theriac/contracts': { imports: [] },
  '@theriac/gs1': { imports: [], pure: true },
  '@theriac/chain': { imports: [] },
  '@theriac/fisco-bcos': { imports: [] },
  '@theriac/ledger': {
    imports: ['@theriac/gs1', '@theriac/contracts', '@theriac/fisco-bcos'],
    testImports: ['@theriac/chain'],
  },
  '@theriac/read-model': { imports: ['@theriac/ledger', '@theriac/gs1'], testImports: ['@theriac/chain'] },
  '@theriac/api': { imports: ['@theriac/gs1'] },
  '@theriac/server': {
    imports: ['@theriac/api', '@theriac/chain', '@theriac/ledger', '@theriac/read-model', '@theriac/gs1'],
  },
  '@theriac/web': { imports: ['@theriac/api', '@theriac/gs1'], testImports: ['@theriac/server', '@theriac/cli'] },
  '@theriac/cli': {
    imports: [
      '@theriac/api',
      '@theriac/chain',
      '@theriac/fisco-bcos',
      '@theriac/ledger',
      '@theriac/read-model',
      '@theriac/server',
      '@theriac/gs1',
    ],
  },
  '@theriac/bench': {
    imports: [
      '@theriac/api',
      '@theriac/chain',
      '@theriac/contracts',
      '@theriac/gs1',
      '@theriac/ledger',
      '@theriac/read-model',
      '@theriac/server',
    ],
  },
  // The repository's own scripts and tests.
  theriac: {
    imports: [],
    testImports: ['@theriac/gs1', '@theriac/contracts', '@theriac/chain', '@theriac/fisco-bcos', '@theriac/ledger'],
  },
}

/** The only files that read the environment: what a person or a machine starts. */
export const entryPoints: readonly RegExp[] = [
  /^apps\/[^/]+\/src\/main\.ts$/,
  /^bench\/src\/main\.ts$/,
  /^scripts\//,
  /^contracts\/scripts\//,
  // A chain to be tried on is named by the environment.
  /^apps\/cli\/test\/live\/main\.ts$/,
  // Whoever runs the tests may name a browser, and ask for pictures.
  /^apps\/web\/test\/support\/(browser|chromium)\.ts$/,
]
