import type { FieldFault } from '@theriac/api'
import { ProblemError } from '../../problem-error.ts'

/** As the contract has it: no drug keeps for a hundred years, a date beyond is a slip. */
const longestLifeDays = 36_525
const msPerDay = 86_400_000

/**
 * Checks the dates of a lot as `Catalogue.registerLot` does. Days are YYYY-MM-DD.
 *
 * @throws ProblemError Invalid with a fault for each field that breaks a rule
 */
export function checkPlan(
  { production, expiry }: { readonly production: string; readonly expiry: string },
  today: string,
): void {
  const errors: FieldFault[] = []
  const fault = (field: string, rule: string, detail: string) => errors.push({ field, rule, detail })
  if (production < '1970-01-01') fault('/production', 'early', 'must not be before 1970')
  if (production > today) fault('/production', 'future', 'must not be after today')
  if (expiry <= today) fault('/expiry', 'past', 'must be after today')
  else if (expiry <= production) fault('/expiry', 'order', 'must be after the day of production')
  else if (daysBetween(today, expiry) > longestLifeDays) {
    fault('/expiry', 'far', 'must not be more than a hundred years away')
  }
  const [first] = errors
  if (first) throw new ProblemError('Invalid', `${first.field}: ${first.detail}`, { errors })
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / msPerDay
}
