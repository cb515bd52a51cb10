/** Kinds of institution; a value's place is its number on the chain. */
export const kinds = ['none', 'regulator', 'factory', 'distributor', 'pharmacy', 'hospital'] as const
/** A kind of institution. */
export type Kind = Exclude<(typeof kinds)[number], 'none'>

/** Where an institution stands with the regulator; a value's place is its number on the chain. */
export const statuses = ['none', 'applied', 'active', 'suspended', 'retired'] as const
/** Where an institution stands. */
export type Status = (typeof statuses)[number]

/** What an operator is in its institution: an auditor only looks, an admin also names operators. */
export const roles = ['none', 'auditor', 'operator', 'admin'] as const
/** A role of an operator. */
export type Role = Exclude<(typeof roles)[number], 'none'>

/** What an institution may be permitted to do; a value's place is its bit in permissions and licence scopes. */
export const permissions = [
  'register_product',
  'register_lot',
  'commission',
  'pack',
  'ship',
  'receive',
  'dispense',
  'decommission',
  'destroy',
  'quarantine',
  'return',
  'recall',
  'record',
  'record_use',
  'inspect',
  'regulate',
] as const
/** A permission. */
export type Permission = (typeof permissions)[number]

/** Why an account may not use a permission; a value's place is its number on the chain. */
export const refusals = [
  'none',
  'unknown_operator',
  'auditor_only',
  'not_active',
  'not_permitted',
  'not_licensed',
] as const

/** Why goods of a lot may not be supplied; a value's place is its number on the chain. */
export const holds = [
  'none',
  'unknown_lot',
  'product_withdrawn',
  'product_suspended',
  'lot_recalled',
  'expired',
] as const

const handling = ['pack', 'ship', 'receive', 'decommission', 'destroy', 'quarantine', 'return', 'record'] as const

/** What a licence of each trade covers. */
export const licenceScopes = {
  manufacture: ['register_product', 'register_lot', 'commission', 'recall', ...handling],
  wholesale: handling,
  retail: ['dispense', ...handling],
  hospital: ['dispense', 'record_use', ...handling],
} as const satisfies Record<string, readonly Permission[]>
/** A trade that licences are given for. */
export type Trade = keyof typeof licenceScopes

/** A licence; `validFrom` and `validTo` are Unix seconds, both included. */
export interface Licence {
  readonly number: string
  readonly scope: readonly Permission[]
  readonly validFrom: number
  readonly validTo: number
}

/** The bit mask of permissions. */
export function permissionMask(list: readonly Permission[]): number {
  return list.reduce((mask, permission) => mask | (1 << permissions.indexOf(permission)), 0)
}

/** The permissions of a bit mask. */
export function permissionsOf(mask: number): Permission[] {
  return permissions.filter((_, bit) => (mask & (1 << bit)) !== 0)
}
