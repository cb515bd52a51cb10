import type { Address } from 'viem'
import type { ContractName } from './calls/index.ts'

/** Where the contracts of a group are. */
export type Addresses = Readonly<Record<ContractName | 'acts', Address>>
