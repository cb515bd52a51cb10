import { type Hex, toHex } from '../codec/hex.ts'
import type { Refusal, RefusalReason } from '../errors.ts'
import type { Outcome } from '../evm/execute.ts'

/** JSON-RPC error codes in use: the standard's (JSON-RPC 2.0, section 5.1), EIP-1474's, and 3 for reverts. */
export const RPC_CODES = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  refused: -32000,
  limitExceeded: -32005,
  reverted: 3,
} as const

/** Ends a request with an error object. `data.code` is a literal that clients match; reverts carry their data instead. */
export class RpcFailure extends Error {
  readonly code: number
  readonly data: unknown
  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.name = 'RpcFailure'
    this.code = code
    this.data = data
  }
}

export function invalidParams(message: string, data: Record<string, unknown> = {}): RpcFailure {
  return new RpcFailure(RPC_CODES.invalidParams, message, { code: 'InvalidParams', ...data })
}

/** How other Ethereum nodes begin the same message; clients that match texts look for these. */
const FAMILIAR: Partial<Record<RefusalReason, string>> = {
  NonceTooLow: 'nonce too low',
  NonceTooHigh: 'nonce too high',
  NonceInUse: 'replacement transaction underpriced',
  AlreadyKnown: 'already known',
  GasLimitTooHigh: 'exceeds block gas limit',
  IntrinsicGasTooLow: 'intrinsic gas too low',
  InsufficientFunds: 'insufficient funds for gas * price + value',
  UnsupportedTransactionType: 'transaction type not supported',
  InvalidSignature: 'invalid sender',
  WrongChainId: 'invalid chain id',
}

export function failureOfRefusal({ reason, message, data }: Refusal): RpcFailure {
  const familiar = FAMILIAR[reason]
  const code =
    reason === 'PoolFull'
      ? RPC_CODES.limitExceeded
      : reason === 'MalformedTransaction'
        ? RPC_CODES.invalidParams
        : RPC_CODES.refused
  return new RpcFailure(code, familiar === undefined ? message : `${familiar}: ${message}`, { ...data, code: reason })
}

/** The error of a simulation that did not succeed. */
export function failureOfOutcome(outcome: Outcome): RpcFailure {
  if (outcome.status === 'reverted') {
    const data: Hex = toHex(outcome.output)
    return new RpcFailure(RPC_CODES.reverted, 'execution reverted', data)
  }
  const code = outcome.problem === 'insufficient balance' ? 'InsufficientFunds' : 'ExecutionFailed'
  return new RpcFailure(RPC_CODES.refused, outcome.problem, { code, problem: outcome.problem })
}
