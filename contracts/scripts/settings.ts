import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The workspace's folder, absolute, ending in a slash. */
export const contractsFolder = fileURLToPath(new URL('..', import.meta.url))

/** Deployed code may not be larger (EIP-170); FISCO BCOS and Ethereum both refuse it. */
export const maxDeployedBytes = 24_576

/** Codes of solc warnings that are accepted, each with its reason. All others fail the build. */
export const acceptedWarnings: ReadonlyMap<string, string> = new Map([
  ['5574', 'code size: the build measures it itself, and writes the ABIs all the same before it fails'],
])

/** solc's `settings`, taken from foundry.toml: forge and the build compile alike. */
export interface CompilerSettings {
  evmVersion: string
  viaIR: boolean
  optimizer: { enabled: boolean; runs: number }
  metadata: { bytecodeHash: string; appendCBOR: boolean }
}

/**
 * Reads this workspace's compiler settings. Each key stands on a line of its own in foundry.toml.
 *
 * @throws Error when a key is missing, since a default of one tool need not be the other's
 */
export function loadCompilerSettings(): CompilerSettings {
  const toml = readFileSync(`${contractsFolder}foundry.toml`, 'utf8')
  const value = (key: string): string => {
    const text = new RegExp(`^${key} = "?([^"\\n]+)"?$`, 'm').exec(toml)?.[1]
    if (text === undefined) throw new Error(`foundry.toml has no line "${key} = ..."`)
    return text
  }
  return {
    evmVersion: value('evm_version'),
    viaIR: value('via_ir') === 'true',
    optimizer: { enabled: value('optimizer') === 'true', runs: Number(value('optimizer_runs')) },
    metadata: { bytecodeHash: value('bytecode_hash'), appendCBOR: value('cbor_metadata') === 'true' },
  }
}
