import type { Kind, Role } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

/** Kinds of institution in words. */
export const kindWords: Readonly<Record<Kind, Text>> = {
  regulator: { en: 'Regulator', zh: '监管机构' },
  factory: { en: 'Factory', zh: '生产企业' },
  distributor: { en: 'Distributor', zh: '批发企业' },
  pharmacy: { en: 'Pharmacy', zh: '药店' },
  hospital: { en: 'Hospital', zh: '医院' },
}

/** Roles of an account in words. */
export const roleWords: Readonly<Record<Role, Text>> = {
  admin: { en: 'Administrator', zh: '管理员' },
  operator: { en: 'Operator', zh: '操作员' },
  auditor: { en: 'Auditor', zh: '审计员' },
}
