import type {
  Answer,
  Institution,
  InstitutionStatus,
  institutionRoutes,
  Kind,
  LicenceInput,
  Permission,
} from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Licence } from '@theriac/ledger'
import type { InstitutionRow, LicenceRow } from '@theriac/read-model'
import { ProblemError } from '../../problem-error.ts'
import { instantOfSeconds, secondsOfInstant } from '../../times.ts'
import { licensingOf, stateOfLicence } from './licensing.ts'

/** An institution as clients see it; the regulator sees who applied, too. `now` in Unix seconds. */
export function institutionOf(row: InstitutionRow, reader: { readonly kind: Kind }, now: number): Institution {
  const { until, missing } = licensingOf(row, now)
  const showsApplicant = reader.kind === 'regulator' && row.status === 'applied' && row.applicant !== null
  return {
    gln: row.gln as Gln,
    kind: row.kind as Kind,
    status: row.status as InstitutionStatus,
    name: row.name,
    permissions: row.permissions as Permission[],
    licences: row.licences.map((licence) => licenceOf(licence, now)),
    ...(until === undefined ? {} : { licensedUntil: instantOfSeconds(until) }),
    unlicensed: [...missing] as Permission[],
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(showsApplicant ? { applicant: row.applicant as `0x${string}` } : {}),
    appliedAt: instantOfSeconds(row.appliedTime),
    ...(row.admittedTime === null ? {} : { admittedAt: instantOfSeconds(row.admittedTime) }),
  }
}

/** Where an application stands, as anybody sees it. */
export function applicationOf(row: InstitutionRow): Answer<(typeof institutionRoutes)['application']> {
  return {
    gln: row.gln as Gln,
    kind: row.kind as Kind,
    name: row.name,
    status: row.status as InstitutionStatus,
    ...(row.status === 'declined' && row.reason !== null ? { reason: row.reason } : {}),
    appliedAt: instantOfSeconds(row.appliedTime),
    ...(row.admittedTime === null ? {} : { admittedAt: instantOfSeconds(row.admittedTime) }),
  }
}

/** A licence as clients see it. */
export function licenceOf(row: LicenceRow, now: number): Institution['licences'][number] {
  return {
    number: row.number,
    scope: [...row.scope] as Permission[],
    validFrom: instantOfSeconds(row.validFrom),
    validTo: instantOfSeconds(row.validTo),
    state: stateOfLicence(row, now),
  }
}

/**
 * Licences as the ledger takes them.
 *
 * @throws ProblemError Invalid with a fault for each that ends before it starts, or starts before 1970
 */
export function readLicences(input: readonly LicenceInput[], pointer = '/licences'): Licence[] {
  const licences = input.map(({ validFrom, validTo, ...licence }) => ({
    ...licence,
    validFrom: secondsOfInstant(validFrom),
    validTo: secondsOfInstant(validTo),
  }))
  const errors = licences.flatMap(({ validFrom, validTo }, i) => {
    if (validFrom < 0) return [fault(`${pointer}/${i}/validFrom`, 'early', 'must not be before 1970')]
    return validTo < validFrom ? [fault(`${pointer}/${i}/validTo`, 'order', 'must not be before `validFrom`')] : []
  })
  const [first] = errors
  if (first) throw new ProblemError('Invalid', `${first.field}: ${first.detail}`, { errors })
  return licences
}

const fault = (field: string, rule: string, detail: string) => ({ field, rule, detail })
