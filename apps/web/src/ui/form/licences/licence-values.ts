import type { Institution, Permission } from '@theriac/api'
import { useRules } from '../rules.ts'
import { useLicenceWords } from './words.ts'

/** A licence as it stands in a form: days instead of instants. */
export interface LicenceValues extends Record<string, unknown> {
  /** Tells the licences of a form apart. */
  readonly id: string
  number: string
  scope: string[]
  validFrom: string
  validTo: string
}

type Licence = Pick<Institution['licences'][number], 'number' | 'scope' | 'validFrom' | 'validTo'>

/** At most so many has an institution. */
export const mostLicences = 8

/** An empty licence with a scope to start from. */
export const newLicence = (scope: readonly Permission[]): LicenceValues => ({
  id: crypto.randomUUID(),
  number: '',
  scope: [...scope],
  validFrom: '',
  validTo: '',
})

/** A licence of an institution, to be changed. */
export const licenceValues = ({ number, scope, validFrom, validTo }: Licence): LicenceValues => ({
  id: crypto.randomUUID(),
  number,
  scope: [...scope],
  validFrom: validFrom.slice(0, 10),
  validTo: validTo.slice(0, 10),
})

/** Licences as the API takes them: from the first to the last second of their days (UTC). */
export const licencesOf = (list: readonly LicenceValues[]): Licence[] =>
  list.map(({ number, scope, validFrom, validTo }) => ({
    number: number.trim(),
    scope: scope as Permission[],
    validFrom: `${validFrom}T00:00:00Z`,
    validTo: `${validTo}T23:59:59Z`,
  }))

/** What is wrong with each licence of a form: for its `validate`, under the name of the field. */
export function useLicenceRules() {
  const words = useLicenceWords()
  const { all, required, day } = useRules()
  return {
    number: required,
    scope: (scope: readonly string[]) => (scope.length === 0 ? words.needsScope : null),
    validFrom: all(required, day),
    validTo: (to: string, { licences }: { readonly licences: readonly LicenceValues[] }, path: string) => {
      const from = licences[Number(path.split('.')[1])]?.validFrom ?? ''
      return all(required, day)(to) ?? (from !== '' && to < from ? words.endsEarly : null)
    },
  }
}
