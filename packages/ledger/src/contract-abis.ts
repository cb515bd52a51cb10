import {
  actsAbi,
  catalogueAbi,
  directoryAbi,
  governanceAbi,
  institutionsAbi,
  inventoryAbi,
  nodesAbi,
  recordsAbi,
} from '@theriac/contracts'
import { type Abi, type Hex, keccak256, stringToHex } from 'viem'
import type { ContractName } from './calls/call.ts'

/** The ABI of each contract of a group. */
export const contractAbis: Readonly<Record<ContractName | 'acts', Abi>> = {
  acts: actsAbi,
  institutions: institutionsAbi,
  governance: governanceAbi,
  catalogue: catalogueAbi,
  inventory: inventoryAbi,
  records: recordsAbi,
  nodes: nodesAbi,
  directory: directoryAbi,
}

/** What the directory says of a contract's ABI: keccak256 of its JSON as `contracts/generated` has it. */
export function abiHash(contract: ContractName | 'acts'): Hex {
  return keccak256(stringToHex(JSON.stringify(contractAbis[contract])))
}
