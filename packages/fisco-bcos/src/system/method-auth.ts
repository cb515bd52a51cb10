import { type Address, type Hex, isAddress, zeroAddress } from 'viem'
import { FiscoError } from '../errors.ts'
import { type Reader, readSystem } from './calls.ts'
import { systemContracts } from './contracts.ts'

/** What the engine knows of who may do what to a contract. */
export interface ContractAuth {
  /** The account that deployed it, or that the committee put in its place; undefined for a contract from before authority was checked. */
  readonly admin?: Address
  readonly isAvailable: boolean
}

/** Who may call a method of a contract, as it is stored. */
export interface MethodAuth {
  /** `unset`: everybody; `listed`: only who is in `open`; `not_listed`: all but who is in `shut`. */
  readonly kind: 'unset' | 'listed' | 'not_listed'
  readonly open: readonly Address[]
  readonly shut: readonly Address[]
}

/** The engine's numbers for kinds of authority. 0 would shut out everybody where it is set: never send it. */
export const methodAuthTypes = { listed: 1, not_listed: 2 } as const

const kinds = ['unset', 'listed', 'not_listed'] as const

/** A contract's administrator and state, where authority is checked. */
export async function readContractAuth(reader: Reader, contract: Address): Promise<ContractAuth> {
  const admin = await readSystem(reader, 'contractAuth', 'getAdmin', [contract])
  // Of a contract without an administrator the engine has no state either: it fails where it is asked for it, and lets all calls pass.
  if (admin === zeroAddress) return { isAvailable: true }
  return { admin, isAvailable: await readSystem(reader, 'contractAuth', 'contractAvailable', [contract]) }
}

/**
 * Who may call a method of a contract. The two lists of one kind are kept while another kind is set, and are told again when it is
 * set back.
 */
export async function readMethodAuth(reader: Reader, contract: Address, selector: Hex): Promise<MethodAuth> {
  const [type, open, shut] = await readSystem(reader, 'contractAuth', 'getMethodAuth', [contract, selector])
  const kind = kinds[type]
  if (kind === undefined) throw notTold(String(type))
  return { kind, open: open.map(accountOf), shut: shut.map(accountOf) }
}

/** The engine tells accounts as hexadecimal digits alone. */
function accountOf(told: string): Address {
  const account = `0x${told.replace(/^0x/, '').toLowerCase()}`
  if (!isAddress(account)) throw notTold(told)
  return account
}

const notTold = (output: string) =>
  new FiscoError('OutputInvalid', {
    address: systemContracts.contractAuth.address,
    functionName: 'getMethodAuth',
    output,
  })
