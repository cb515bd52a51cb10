import { readFileSync } from 'node:fs'
import solc from 'solc'
import type { Abi, Hex } from 'viem'

const file = new URL('./contracts/PlainUnits.sol', import.meta.url)

/** Compiles the plain contract with the settings of the product's own contracts. */
export function compilePlainUnits(): { abi: Abi; bytecode: Hex } {
  const input = {
    language: 'Solidity',
    sources: { 'PlainUnits.sol': { content: readFileSync(file, 'utf8') } },
    settings: {
      evmVersion: 'paris',
      optimizer: { enabled: true, runs: 200 },
      outputSelection: { '*': { PlainUnits: ['abi', 'evm.bytecode.object'] } },
    },
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input)))
  const contract = output.contracts?.['PlainUnits.sol']?.PlainUnits
  if (!contract) throw new Error(`PlainUnits.sol does not compile: ${JSON.stringify(output.errors)}`)
  return { abi: contract.abi, bytecode: `0x${contract.evm.bytecode.object}` }
}
