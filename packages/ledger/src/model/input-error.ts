/** What can be wrong with a call before any contract sees it. */
export type LedgerInputCode = 'UnitsInvalid' | 'QuantityInvalid' | 'RunInvalid' | 'SerialRepeated' | 'NoteInvalid'

/** A call that no contract would take, refused before it is signed. */
export class LedgerInputError extends Error {
  override readonly name = 'LedgerInputError'
  readonly retryable = false
  readonly code: LedgerInputCode
  /** The values that are wrong. */
  readonly data: Readonly<Record<string, unknown>>

  constructor(code: LedgerInputCode, data: Readonly<Record<string, unknown>>) {
    super(`${code} ${JSON.stringify(data)}`)
    this.code = code
    this.data = data
  }
}
