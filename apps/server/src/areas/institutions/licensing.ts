import type { LicenceRow } from '@theriac/read-model'

/** What the licences of an institution cover, of what it is permitted to do. */
export interface Licensing {
  /**
   * Last second (Unix time) up to which all is covered that is covered now; undefined where nothing is. Licences that follow
   * one another without a gap count as one.
   */
  readonly until: number | undefined
  /** Permissions that no licence covers now. */
  readonly missing: readonly string[]
}

/** As `Institutions.checkInstitution` sees it at `now`, Unix seconds. */
export function licensingOf(
  { kind, permissions, licences }: { kind: string; permissions: readonly string[]; licences: readonly LicenceRow[] },
  now: number,
): Licensing {
  // Nobody licenses the regulator.
  if (kind === 'regulator') return { until: undefined, missing: [] }
  const ends = permissions.map((permission) => [permission, coveredUntil(permission, licences, now)] as const)
  const covered = ends.flatMap(([, end]) => (end === undefined ? [] : [end]))
  return {
    until: covered.length === 0 ? undefined : Math.min(...covered),
    missing: ends.flatMap(([permission, end]) => (end === undefined ? [permission] : [])),
  }
}

/** Last second up to which a permission is covered without a gap from `now` on; undefined where it is not now. */
export function coveredUntil(permission: string, licences: readonly LicenceRow[], now: number): number | undefined {
  const fitting = licences.filter(({ scope }) => scope.includes(permission)).sort((a, b) => a.validFrom - b.validFrom)
  let end: number | undefined
  for (const { validFrom, validTo } of fitting) {
    const isNext = validFrom <= (end === undefined ? now : end + 1)
    if (isNext && validTo >= now) end = Math.max(end ?? validTo, validTo)
  }
  return end
}

/** How a licence stands at `now`, Unix seconds. */
export function stateOfLicence({ validFrom, validTo }: LicenceRow, now: number): 'valid' | 'future' | 'expired' {
  if (now < validFrom) return 'future'
  return now <= validTo ? 'valid' : 'expired'
}
