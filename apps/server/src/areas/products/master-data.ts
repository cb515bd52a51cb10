import type { FieldFault, ProductInput } from '@theriac/api'
import type { Gtin } from '@theriac/gs1'
import type { ProductData } from '@theriac/ledger'
import type { LevelRow } from '@theriac/read-model'
import { ProblemError } from '../../problem-error.ts'

/** Master data as the ledger takes them: texts that were left out are empty. */
export function productDataOf(input: ProductInput): ProductData {
  const { genericName = '', form = '', strength = '', pack = '', maker = '', storageConditions = '' } = input
  const { name, atc = '', approvalNumber = '', nationalCode = '', packSize, levels = [] } = input
  const texts = { name, genericName, form, strength, pack, maker, storageConditions, atc, approvalNumber, nationalCode }
  return { ...texts, packSize, levels }
}

/**
 * Checks what the schema cannot say of the packaging levels: each has a GTIN of its own, which no other product has.
 *
 * @param known - which products the levels' GTINs are of already
 * @throws ProblemError Invalid with a fault for each level that breaks a rule
 */
export function checkLevels(gtin: Gtin, levels: ProductData['levels'], known: readonly LevelRow[]): void {
  const errors = levels.flatMap((level, i): FieldFault[] => {
    const field = `/levels/${i}/gtin`
    if (level.gtin === gtin) return [{ field, rule: 'distinct', detail: 'is the GTIN of the base pack' }]
    if (levels.findIndex((other) => other.gtin === level.gtin) < i) {
      return [{ field, rule: 'distinct', detail: 'stands here twice' }]
    }
    const taken = known.find((row) => row.gtin === level.gtin && row.product !== gtin)
    return taken ? [{ field, rule: 'taken', detail: `is of product ${taken.product} already` }] : []
  })
  const [first] = errors
  if (first) throw new ProblemError('Invalid', `${first.field}: ${first.detail}`, { errors })
}
