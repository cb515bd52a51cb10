/** Literal codes of a broken world: the chain cannot open its folder or cannot go on writing to it. */
export type ChainErrorCode =
  | 'FolderInUse'
  | 'ForeignFolder'
  | 'WrongChainId'
  | 'DamagedFolder'
  | 'StorageFailed'
  | 'ExecutionFailed'
  | 'ChainClosed'

/** Thrown when the chain itself cannot work. `retryable` says whether trying again later can help. */
export class ChainError extends Error {
  readonly code: ChainErrorCode
  readonly data: Record<string, unknown>
  readonly retryable: boolean

  constructor(code: ChainErrorCode, message: string, data: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'ChainError'
    this.code = code
    this.data = data
    this.retryable = code === 'FolderInUse'
  }
}

/** Why a transaction was refused. The names are part of the interface: clients match them, never the message. */
export type RefusalReason =
  | 'MalformedTransaction'
  | 'UnsupportedTransactionType'
  | 'TransactionTooLarge'
  | 'WrongChainId'
  | 'InvalidSignature'
  | 'NonceTooLow'
  | 'NonceTooHigh'
  | 'NonceInUse'
  | 'AlreadyKnown'
  | 'GasLimitTooHigh'
  | 'IntrinsicGasTooLow'
  | 'InitCodeTooLarge'
  | 'InsufficientFunds'
  | 'PoolFull'
  | 'StorageFailed'
  | 'ChainClosed'

/** An expected refusal as a value. */
export interface Refusal {
  readonly ok: false
  readonly reason: RefusalReason
  readonly message: string
  readonly data?: Record<string, unknown>
}

/** Builds a {@link Refusal}. */
export function refuse(reason: RefusalReason, message: string, data?: Record<string, unknown>): Refusal {
  return data === undefined ? { ok: false, reason, message } : { ok: false, reason, message, data }
}
