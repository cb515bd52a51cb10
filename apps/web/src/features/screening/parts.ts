import type { Assessment, InstitutionScreening, ProductScreening } from '@theriac/api'

/** `unknown`: the ledger says nothing, neither for nor against. */
type Mark = 'good' | 'unknown' | Assessment['reasons'][number]['verdict']

/** Parts of a supplier's record, and the rules that look at each. */
export const supplierParts = {
  standing: ['not_active', 'was_suspended', 'new_member'],
  licence: ['may_not_ship', 'licence_running_out'],
  inspections: ['inspection_failed', 'inspection_deficient'],
  recalls: ['grave_recalls'],
  alerts: ['falsified_packs', 'open_alerts'],
  shipments: ['shipments_with_differences'],
  products: ['withdrawn_products', 'repeated_serials'],
} as const
export type SupplierPart = keyof typeof supplierParts

/** Parts of a drug's record, and the rules that look at each. */
export const drugParts = {
  status: ['withdrawn', 'suspended', 'retired'],
  maker: ['maker_not_active'],
  inspections: ['inspection_failed', 'inspection_deficient'],
  recalls: ['grave_recalls'],
  alerts: ['falsified_packs', 'open_alerts'],
  serials: ['repeated_serials'],
} as const
export type DrugPart = keyof typeof drugParts
/** Name of any part. */
export type PartName = SupplierPart | DrugPart

/** What one part of a record comes to. */
export interface PartResult<Name extends string> {
  readonly name: Name
  /** The worst of what its rules say. */
  readonly mark: Mark
  /** Names of the rules that apply. */
  readonly rules: readonly string[]
}

/** What is screened: both have an assessment, and say up to which block they were read. */
export type Screened = InstitutionScreening | ProductScreening

/** Splits what is known into its parts: those with nothing against them too. */
export function partsOf<Name extends string>(
  { assessment: { reasons }, inspections }: Screened,
  parts: Readonly<Record<Name, readonly string[]>>,
): readonly PartResult<Name>[] {
  return Object.entries<readonly string[]>(parts).map(([name, rules]) => {
    const applying = reasons.filter(({ rule }) => rules.includes(rule))
    const isUnknown = name === 'inspections' && inspections.length === 0
    const isBad = applying.some(({ verdict }) => verdict === 'do_not_buy')
    return {
      name: name as Name,
      mark: isBad ? 'do_not_buy' : applying.length > 0 ? 'look_closer' : isUnknown ? 'unknown' : 'good',
      rules: applying.map(({ rule }) => rule),
    }
  })
}
