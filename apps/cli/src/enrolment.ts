import type { Gln } from '@theriac/gs1'
import {
  admit,
  applyFor,
  type Institution,
  type Kind,
  type Ledger,
  licenceScopes,
  type Outcome,
  refusalInWords,
  type Trade,
} from '@theriac/ledger'
import { CliError } from './cli-error.ts'
import type { Keyring } from './keyring.ts'
import type { Wait } from './patience.ts'

/** Kinds of institution that can be enrolled, with the trade that their licence is for. */
export const trades = {
  factory: 'manufacture',
  distributor: 'wholesale',
  pharmacy: 'retail',
  hospital: 'hospital',
} as const satisfies Record<Exclude<Kind, 'regulator'>, Trade>

/** Who applies. */
export interface Applicant {
  readonly kind: keyof typeof trades
  readonly gln: Gln
  readonly name: string
  readonly licence: { readonly number: string; readonly validTo: number }
}

/** What enrolling did. */
export interface Enrolment {
  readonly institution: Institution
  readonly hasApplied: boolean
  readonly isAdmitted: boolean
}

/**
 * Enrols an institution: makes its admin's key, applies, and has the regulator admit it if its key is in the store. What
 * has been done before is not done again.
 *
 * @throws CliError GlnTaken, Refused, of waiting; LedgerError of carrier and key store
 */
export async function enrol(ledger: Ledger, keyring: Keyring, applicant: Applicant, wait: Wait): Promise<Enrolment> {
  const { gln, kind, name, licence } = applicant
  const { institutions } = ledger.reads
  const before = await institutions.institution(gln)
  if (before) await refuseOther(ledger, keyring, applicant, before)
  else {
    const validFrom = Math.floor(Date.now() / 1000) - 86_400
    const scope = licenceScopes[trades[kind]]
    const admin = await keyring.newAdmin(gln)
    const call = applyFor(gln, kind, name, [{ ...licence, scope, validFrom }])
    const what = `the application of ${name}`
    requireTaken('The application', await wait(what, () => ledger.perform(admin, call)))
  }
  const applied = before ?? (await institutions.institution(gln))
  if (applied?.status === 'applied') {
    const regulator = await keyring.admin(await institutions.regulator())
    // The key that applied from here: the ledger then admits nobody who took the GLN in between.
    const account = await keyring.adminAddress(gln)
    if (regulator && account) {
      const admission = admit(gln, account)
      const outcome = await wait(`the admission of ${name}`, () =>
        ledger.govern(regulator, admission, 'Licence checked'),
      )
      requireTaken('The admission', outcome)
    }
  }
  const institution = await institutions.institution(gln)
  if (!institution) throw new TypeError(`institution ${gln} is gone`)
  return {
    institution,
    hasApplied: before === undefined,
    isAdmitted: before?.status !== 'active' && institution.status === 'active',
  }
}

/** Throws CliError Refused. */
function requireTaken(what: string, outcome: Outcome): void {
  if (outcome.state === 'taken') return
  throw new CliError(
    'Refused',
    `${what} was refused by the ledger: ${refusalInWords(outcome.reason)} (${outcome.reason.name})`,
    'Nothing was changed by it. `theriac status` shows the institutions and their state.',
  )
}

async function refuseOther(
  ledger: Ledger,
  keyring: Keyring,
  { gln, kind, name }: Applicant,
  there: Institution,
): Promise<void> {
  const address = await keyring.adminAddress(gln)
  const operator = address && (await ledger.reads.institutions.operator(address))
  const isOurs = operator?.gln === gln
  if (there.kind === kind && there.name === name && isOurs) return
  const whose = isOurs ? '' : ', and its key is not in this key store'
  throw new CliError(
    'GlnTaken',
    `GLN ${gln} is already ${there.name}, a ${there.kind} (${there.status})${whose}`,
    'Nothing was changed. Check the GLN; every institution has one of its own.',
  )
}
