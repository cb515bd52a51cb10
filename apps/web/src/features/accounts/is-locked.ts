import type { Account } from '@theriac/api'

/** Whether an account is locked out after wrong passwords, at this moment. */
export const isLocked = ({ lockedUntil }: Account): boolean =>
  lockedUntil !== undefined && Date.parse(lockedUntil) > Date.now()
