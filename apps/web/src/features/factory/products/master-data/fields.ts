import type { Product } from '@theriac/api'

/** Texts of a product's master data that may be empty, in the order in which people read them. */
export const optionalTexts = [
  'genericName',
  'form',
  'strength',
  'pack',
  'maker',
  'storageConditions',
  'atc',
  'approvalNumber',
  'nationalCode',
] as const
type OptionalText = (typeof optionalTexts)[number]

/** All of a product's master data that has one value. */
export const dataFields = ['name', ...optionalTexts, 'packSize'] as const satisfies readonly (
  | OptionalText
  | keyof Product['data']
)[]
