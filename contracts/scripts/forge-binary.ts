import { createRequire } from 'node:module'
import { dirname } from 'node:path'

const require = createRequire(import.meta.url)

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-amd64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-amd64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-amd64',
}

/**
 * Finds forge inside its npm package for this platform. The package's own launcher relies on an install script,
 * which package managers no longer run unasked; the binary is there without it.
 *
 * @returns the program's absolute path
 * @throws Error when there is no binary for this platform, or optional dependencies were left out at install
 */
export function forgeBinary(): string {
  const platform = `${process.platform}-${process.arch}`
  const suffix = platforms[platform]
  if (suffix === undefined) throw new Error(`@foundry-rs/forge has no binary for ${platform}`)
  // The binary's package is a dependency of @foundry-rs/forge, not ours: look for it from there.
  const fromForge = createRequire(require.resolve('@foundry-rs/forge/package.json'))
  return fromForge.resolve(`@foundry-rs/forge-${suffix}/bin/forge${process.platform === 'win32' ? '.exe' : ''}`)
}

/**
 * What forge must be told and foundry.toml cannot say: where npm put OpenZeppelin. A path relative to the workspace
 * (`../node_modules`) would give one file two names, and the compiler would not find the second.
 *
 * @returns environment variables to add to forge's
 */
export function forgeEnvironment(): { FOUNDRY_REMAPPINGS: string } {
  const openZeppelin = dirname(require.resolve('@openzeppelin/contracts/package.json'))
  return { FOUNDRY_REMAPPINGS: `@openzeppelin/contracts/=${openZeppelin}/` }
}
