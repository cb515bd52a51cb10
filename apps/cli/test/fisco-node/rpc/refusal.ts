/** An answer that is an error, as a node writes it. */
export class Refusal extends Error {
  readonly error: { readonly code: number; readonly message: string; readonly data?: unknown }
  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.error = { code, message, ...(data === undefined ? {} : { data }) }
  }
}
