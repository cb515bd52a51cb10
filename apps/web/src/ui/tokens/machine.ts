import type { Account } from '@theriac/api'

/** An account of the institution that a program works with. */
export type Machine = Pick<Account, 'id' | 'role'>
