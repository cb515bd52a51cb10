import type { SystemFault } from './system/outcome.ts'

/** What each coded error of this package carries. `url` is without user, password and query. */
export interface FiscoErrorData {
  /** Nothing answers there; `reason` as the system calls it, such as `ECONNREFUSED`. */
  NodeUnreachable: { url: string; reason: string }
  /** No whole answer in the time given. */
  NodeTimeout: { url: string; timeoutMs: number }
  /** The URL says `http`, and what answers there speaks TLS. */
  TlsRequired: { url: string }
  /** The URL says `https`, and what answers there does not speak TLS. */
  TlsNotSpoken: { url: string }
  /** The other side's certificate was not accepted, or it did not accept ours; `reason` as OpenSSL calls it. */
  TlsRefused: { url: string; reason: string }
  HttpStatus: { url: string; status: number }
  /** The answer ends before its JSON does. */
  AnswerCutShort: { url: string; length: number }
  /** A web page or another text: something else listens there. `beginning` has at most 80 characters. */
  AnswerNotJson: { url: string; form: 'html' | 'text'; beginning: string }
  /** JSON of another shape; `path` such as `result.number`, `expected` in words. */
  AnswerInvalid: { url: string; method: string; path: string; expected: string }
  /** No node answered usably; `attempts` says what each did. The causes are in `cause.errors`. */
  NodesFailed: { method: string; attempts: readonly { url: string; code: FiscoErrorCode }[] }
  /** No native RPC of FISCO BCOS 3 there (perhaps its Web3 RPC), or one of another version. */
  MethodUnknown: { url: string; method: string }
  /** The node is not in the group, or is not started. */
  GroupUnknown: { url: string; method: string; group: string }
  /** The ledger has no such block, transaction, receipt or configuration entry. */
  NotFound: { url: string; method: string; params: readonly unknown[] }
  /** The pool did not take the transaction; `status` as in `statusInWords`. */
  TransactionRefused: { url: string; status: number; name: string }
  /** Any other refusal of the node. */
  RpcRefused: { url: string; method: string; rpcCode: number; message: string }
  /** A call that only reads ended with this status. */
  CallFailed: { to: string; status: number; name: string; output: string }
  /** What is at the address does not answer as its ABI says. */
  OutputInvalid: { address: string; functionName: string; output: string }
  /** The transaction was sent and its receipt did not come in time: it may still be mined. */
  ReceiptMissing: { transactionHash: string; waitedMs: number }
  /** A system contract did not do what the account asked for. */
  ActRefused: { account: string; fault: SystemFault }
  /** The committee has not votes enough yet: others have to vote, and it goes on then. */
  ActPending: { what: string }
  /** A value that this package was given; `expected` in words. */
  ValueInvalid: { field: string; value: unknown; expected: string }
  /** A URL that is none, or not `http` or `https`. */
  UrlInvalid: { url: string }
}

/** Literal codes of this package's errors. Match these, never a message. */
export type FiscoErrorCode = keyof FiscoErrorData

const retryableCodes: ReadonlySet<FiscoErrorCode> = new Set<FiscoErrorCode>([
  'NodeUnreachable',
  'NodeTimeout',
  'AnswerCutShort',
  'ReceiptMissing',
])

/** Statuses of the pool that another attempt may not meet: full, or timed out. */
const passingPoolStatuses: ReadonlySet<number> = new Set([10_002, 10_010])

function canRetry<Code extends FiscoErrorCode>(code: Code, data: FiscoErrorData[Code], cause: unknown): boolean {
  if ('status' in data && code === 'HttpStatus') return data.status >= 500 || data.status === 429
  if ('status' in data && code === 'TransactionRefused') return passingPoolStatuses.has(data.status)
  if (code === 'NodesFailed' && cause instanceof AggregateError)
    return cause.errors.some((error) => isFiscoError(error) && error.retryable)
  return retryableCodes.has(code)
}

/** A broken world, with a literal code, its data and cause, and whether trying the same again later can help. */
export class FiscoError<Code extends FiscoErrorCode = FiscoErrorCode> extends Error {
  override readonly name = 'FiscoError'
  readonly code: Code
  readonly data: FiscoErrorData[Code]
  readonly retryable: boolean

  constructor(code: Code, data: FiscoErrorData[Code], cause?: unknown) {
    super(`${code} ${JSON.stringify(data, plain)}`, cause === undefined ? undefined : { cause })
    this.code = code
    this.data = data
    this.retryable = canRetry(code, data, cause)
  }
}

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

/** Whether a caught value is an error of this package, of the given code if one is given. */
export function isFiscoError<Code extends FiscoErrorCode = FiscoErrorCode>(
  error: unknown,
  code?: Code,
): error is FiscoError<Code> {
  return error instanceof FiscoError && (code === undefined || error.code === code)
}

/** A value, or the reason why there is none. */
export type Result<Value, Reason> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason }
