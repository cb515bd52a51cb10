import { allErrorsAbi } from '@theriac/contracts'
import { type AbiParameter, decodeAbiParameters, type Hex, parseAbiItem, toFunctionSelector } from 'viem'

/** What each coded error of this package carries. */
export interface LedgerErrorData {
  /** No node of the endpoint answered; `attempts` says what went wrong on each. */
  EndpointUnavailable: { method: string; attempts: readonly { node: string; fault: string }[] }
  /** The only nodes that answer are of another chain. */
  EndpointWrongChain: { node: string; what: 'chainId' | 'genesis'; expected: string; actual: string }
  EndpointClosed: Record<never, never>
  /** Not 32 bytes between 1 and the order of the curve. */
  KeyInvalid: Record<never, never>
  KeyStoreWrongPassphrase: { address: string }
  KeyStoreDamaged: { file: string; problem: string }
  KeyStoreUnknownVersion: { file: string; version: string }
  KeyStoreUnknownKey: { address: string }
  KeyStoreKeyExists: { address: string }
  SignerUnavailable: { url: string }
  SignerRefused: { url: string; status: number; answer: string }
  /** The signature recovers to another account than the signer's. */
  SignatureMismatch: { expected: string; actual: string }
  /** The act alone does not fit in a transaction. Sizes in bytes. */
  ActTooLarge: { digest: Hex; size: number; most: number }
  /** The digest that came with the act is not that of its fields on this chain and contract. */
  ActDigestMismatch: { digest: Hex }
  /** The act alone needs more gas than a transaction can have. */
  ActOutOfGas: { digest: Hex; gas: bigint; txHash: Hex }
  /** The ledger says that the act was taken before, but its log does not show it. */
  ActOutcomeMissing: { digest: Hex }
  QueueFull: { most: number }
  /** The act is not settled; it stays in the journal and goes out again after `resume`. */
  CarrierClosed: Record<never, never>
  JournalLocked: { path: string; pid: number }
  JournalDamaged: { path: string; line: number }
  JournalFailed: { path: string }
  JournalClosed: { path: string }
  LogsBadRange: { fromBlock: bigint; toBlock: bigint }
  /** The node gave fewer logs than the block's receipts show, even for a single block. */
  LogsIncomplete: { fromBlock: bigint; toBlock: bigint }
  /** The node has no such block or receipt though it told of it: it lags or was reset. */
  LogsUnavailable: { what: string }
  /** A unit's number out of range, a reversed range, or a unit named twice. */
  UnitsInvalid: { first: number; last: number; twice: boolean }
  /** Not between 1 and 2^32 - 1. */
  QuantityInvalid: { quantity: number }
  /** None or more than 1 024 leaves, or no such position among them. */
  RunInvalid: { count: number; position?: number }
  /** `position` counts from 0 in the serials or leaves that were given. */
  SerialRepeated: { lot: Hex; position: number }
  NoteInvalid: { field: 'eventTime' | 'billType' | 'document'; value: unknown }
  /** A part of a holder that does not fit into its id. */
  HolderInvalid: { field: 'number' | 'day'; value: unknown }
  /** Not a date from 1970-01-01 to 9999-12-31, or not its number. */
  DayInvalid: { value: unknown }
  /** An argument that the ABI cannot hold; `field` as the contract names it, as in `licences[0].validTo`. */
  FieldInvalid: { call: string; field: string; value: unknown }
  /** What the regulator's contracts would refuse to start with. */
  RegulatorInvalid: { field: 'admins' | 'threshold' }
  /** A deployment that the node or a block refused. */
  DeploymentFailed: { contract: string; txHash: Hex }
  /** The chain holds what its own contracts would never have stored: the wrong contracts, or a broken node. */
  ChainValueInvalid: { what: string; value: unknown }
  /** Nothing at the address that answers like the contract. */
  ContractMissing: { address: Hex; read: string }
  /** The directory has no such name. */
  ContractUnlisted: { contract: string }
  /** A contract with another ABI than this package has: the hashes of both. */
  ContractOtherVersion: { contract: string; expected: Hex; actual: Hex }
  /** The contract refused to answer. */
  ReadReverted: { address: Hex; read: string; revert: Revert }
  /** Any other reason why there is no answer; see the cause. */
  ReadFailed: { address: Hex; read: string }
  /** Goods moved all the time while they were counted. */
  CensusDisturbed: { lot: Hex }
}

/** Literal codes of this package's errors. Match these, never a message. */
export type LedgerErrorCode = keyof LedgerErrorData

const retryable: ReadonlySet<LedgerErrorCode> = new Set<LedgerErrorCode>([
  'EndpointUnavailable',
  'SignerUnavailable',
  'QueueFull',
  'CarrierClosed',
  'JournalLocked',
  'LogsIncomplete',
  'LogsUnavailable',
  'ActOutcomeMissing',
  'CensusDisturbed',
])

/** A broken world, with a literal code, its data and cause, and whether trying the same again later can help. */
export class LedgerError<Code extends LedgerErrorCode = LedgerErrorCode> extends Error {
  override readonly name = 'LedgerError'
  readonly code: Code
  readonly data: LedgerErrorData[Code]
  readonly retryable: boolean

  constructor(code: Code, message: string, data: LedgerErrorData[Code], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.data = data
    this.retryable = retryable.has(code)
  }
}

/** Whether a caught value is an error of this package, of the given code if one is given. */
export function isLedgerError<Code extends LedgerErrorCode = LedgerErrorCode>(
  error: unknown,
  code?: Code,
): error is LedgerError<Code> {
  return error instanceof LedgerError && (code === undefined || error.code === code)
}

/** Names that {@link decodeRevert} gives; `Unknown` where the selector is none of ours, `Empty` where there is no data. */
export type RevertName = (typeof allErrorsAbi)[number]['name'] | 'Error' | 'Panic' | 'Unknown' | 'Empty'

/** Why a contract refused. */
export interface Revert {
  readonly name: RevertName
  /** By parameter name: `{ message }` for `Error`, `{ code }` for `Panic`; empty for `Unknown` and `Empty`. */
  readonly args: Readonly<Record<string, unknown>>
  /** The revert data as it was. */
  readonly data: Hex
  /** For an error that passes on another one's data (`GovernanceFailed`), that one. */
  readonly inner?: Revert
}

interface ErrorShape {
  readonly name: RevertName
  readonly inputs: readonly AbiParameter[]
}

// Solidity's own two, https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require
const solidityErrors = [parseAbiItem('error Error(string message)'), parseAbiItem('error Panic(uint256 code)')] as const

const shapes: ReadonlyMap<string, ErrorShape> = new Map(
  [...allErrorsAbi, ...solidityErrors].map((item): [string, ErrorShape] => [
    toFunctionSelector(`${item.name}(${item.inputs.map((input) => input.type).join(',')})`),
    item,
  ]),
)

/** Decodes revert data by all errors of the contracts, `Error(string)` and `Panic(uint256)`; never throws. */
export function decodeRevert(data: Hex | undefined): Revert {
  if (!data || data === '0x') return { name: 'Empty', args: {}, data: '0x' }
  const shape = shapes.get(data.slice(0, 10).toLowerCase())
  if (!shape) return { name: 'Unknown', args: {}, data }
  try {
    const values: readonly unknown[] =
      shape.inputs.length === 0 ? [] : decodeAbiParameters(shape.inputs, `0x${data.slice(10)}`)
    const args = Object.fromEntries(shape.inputs.map((input, index) => [input.name ?? String(index), values[index]]))
    const inner = shape.name === 'GovernanceFailed' ? { inner: decodeRevert(args.reason as Hex) } : {}
    return { name: shape.name, args, data, ...inner }
  } catch {
    return { name: 'Unknown', args: {}, data }
  }
}
