import { type Access, kinds } from '@theriac/api'

/** Who may read the log of their institution. */
export const overseers: Access = { kinds, roles: ['auditor', 'admin'] }
