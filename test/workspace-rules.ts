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
  '@theriac/ledger': { imports: ['@theriac/gs1', '@theriac/contracts'], testImports: ['@theriac/chain'] },
  '@theriac/cli': { imports: ['@theriac/chain', '@theriac/ledger', '@theriac/gs1'] },
  '@theriac/bench': {
    imports: ['@theriac/chain', '@theriac/ledger', '@theriac/gs1', '@theriac/contracts'],
  },
  // The repository's own scripts and tests.
  theriac: { imports: [], testImports: ['@theriac/gs1', '@theriac/contracts', '@theriac/chain', '@theriac/ledger'] },
}

/** The only files that read the environment: what a person or a machine starts. */
export const entryPoints: readonly RegExp[] = [
  /^apps\/[^/]+\/src\/main\.ts$/,
  /^bench\/src\/main\.ts$/,
  /^scripts\//,
  /^contracts\/scripts\//,
]
