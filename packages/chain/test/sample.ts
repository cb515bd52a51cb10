import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Abi, Hex } from 'viem'

interface Compiled {
  readonly abi: Abi
  readonly bytecode: Hex
}

interface SolcOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[]
  readonly contracts: Record<string, Record<string, { abi: Abi; evm: { bytecode: { object: string } } }>>
}

const require = createRequire(import.meta.url)
const solc = require('solc') as { compile(input: string): string }

function compile(): Record<string, Compiled> {
  const content = readFileSync(new URL('contracts/Sample.sol', import.meta.url), 'utf8')
  const settings = {
    evmVersion: 'paris',
    optimizer: { enabled: true },
    outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
  }
  const input = { language: 'Solidity', sources: { 'Sample.sol': { content } }, settings }
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as SolcOutput
  const fatal = output.errors?.find((error) => error.severity === 'error')
  if (fatal !== undefined) throw new Error(fatal.formattedMessage)
  const contracts = Object.entries(output.contracts['Sample.sol'] ?? {})
  return Object.fromEntries(
    contracts.map(([name, { abi, evm }]) => [name, { abi, bytecode: `0x${evm.bytecode.object}` as const }]),
  )
}

const compiled = compile()

function contract(name: string): Compiled {
  const found = compiled[name]
  if (found === undefined) throw new Error(`${name} was not compiled`)
  return found
}

/** The contracts of Sample.sol. */
export const sample = contract('Sample')
export const mayfly = contract('Mayfly')
