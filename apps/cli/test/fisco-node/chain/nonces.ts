import type { Address } from 'viem'

/** Nonces of accounts, as the engine counts them. */
export interface Nonces {
  /** The next one of an account when the chain was so high. */
  next(account: Address, height: number): number
  /** Notes one that is in a block. */
  count(account: Address, nonce: number, block: number): void
  isUsed(account: Address, nonce: string): boolean
  /** Uses one up, whatever becomes of the transaction. */
  use(account: Address, nonce: string): void
}

export function createNonces(): Nonces {
  const counted = new Map<Address, { readonly block: number; readonly next: number }[]>()
  const used = new Set<string>()
  return {
    next: (account, height) => counted.get(account)?.findLast(({ block }) => block <= height)?.next ?? 0,
    count(account, nonce, block) {
      const known = counted.get(account) ?? []
      counted.set(account, [...known, { block, next: Math.max(nonce + 1, known.at(-1)?.next ?? 0) }])
    },
    isUsed: (account, nonce) => used.has(`${account}:${nonce}`),
    use: (account, nonce) => used.add(`${account}:${nonce}`),
  }
}
