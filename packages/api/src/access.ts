/** Kinds of institution. */
export const kinds = ['regulator', 'factory', 'distributor', 'pharmacy', 'hospital'] as const
export type Kind = (typeof kinds)[number]
/** Roles of an account in its institution: an auditor only looks. */
export const roles = ['auditor', 'operator', 'admin'] as const
export type Role = (typeof roles)[number]

/** Who may call a route. */
export type Access =
  /** Anyone, signed in or not. */
  | 'public'
  /** Accounts of these kinds of institution with these roles. */
  | { readonly kinds: readonly Kind[]; readonly roles: readonly Role[] }

/** Everybody who is signed in. */
export const everyone: Access = { kinds, roles }
/** Who may change something of the institution's: auditors may not. */
export const acting: Access = { kinds, roles: ['operator', 'admin'] }
/** The institution's admins. */
export const admins: Access = { kinds, roles: ['admin'] }
/** Those who may act, in institutions of these kinds. */
export const actingIn = (...list: readonly Kind[]): Access => ({ kinds: list, roles: ['operator', 'admin'] })
/** Everybody in institutions of these kinds. */
export const anyIn = (...list: readonly Kind[]): Access => ({ kinds: list, roles })
/** The admins of institutions of these kinds. */
export const adminsIn = (...list: readonly Kind[]): Access => ({ kinds: list, roles: ['admin'] })

/** Whether an account may call a route. */
export function allows(access: Access, caller: { readonly kind: Kind; readonly role: Role } | undefined): boolean {
  if (access === 'public') return true
  return caller !== undefined && access.kinds.includes(caller.kind) && access.roles.includes(caller.role)
}
