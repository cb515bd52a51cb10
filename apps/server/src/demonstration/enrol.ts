import { type Role, roles } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import {
  addOperator,
  admit,
  applyFor,
  appoint,
  type Call,
  type Ledger,
  licenceScopes,
  type Outcome,
  refusalInWords,
  type Signer,
} from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import { createFirstAccount } from '../accounts/bootstrap.ts'
import type { AccountKeys } from '../accounts/keys.ts'
import { cast, glnAt, type Key, type Part } from './cast.ts'

/** What enrolling works with. */
export interface EnrolDeps {
  readonly db: Db
  readonly ledger: Ledger
  readonly keys: AccountKeys
  /** Unix milliseconds. */
  readonly clock: () => number
}

/** An institution with an account of each role. */
export interface Member {
  readonly key: Key
  readonly name: string
  readonly kind: Part['kind']
  readonly gln: Gln
  /** Names to sign in with. */
  readonly accounts: Readonly<Record<Role, string>>
}

/** Name that the account of a role signs in with: `north.operator`. */
export const accountName = (key: Key, role: Role): string => `${key}.${role}`

/**
 * Enrols the whole cast: an admin, an operator and an auditor for each, all with the same password.
 *
 * @param admin - admin of the regulator that the contracts were deployed with
 */
export async function enrolCast(
  deps: EnrolDeps,
  admin: Signer,
  passwordHash: string,
): Promise<Readonly<Record<Key, Member>>> {
  const regulator = await enrolRegulator(deps, admin, passwordHash)
  const others = await Promise.all(
    cast.flatMap((part) => (part.kind === 'regulator' ? [] : [enrolMember(deps, part, passwordHash, regulator)])),
  )
  await Promise.all(others.map(({ finish }) => finish()))
  const members = cast.map(({ key, name, kind, place }): [Key, Member] => {
    const accounts = Object.fromEntries(roles.map((role) => [role, accountName(key, role)])) as Record<Role, string>
    return [key, { key, name, kind, gln: glnAt(place), accounts }]
  })
  return Object.fromEntries(members) as Record<Key, Member>
}

async function enrolRegulator(deps: EnrolDeps, admin: Signer, passwordHash: string): Promise<Signer> {
  const [part] = cast
  const gln = glnAt(part.place)
  const signers = await newKeys(deps.keys, part.key)
  await Promise.all(
    roles.map(async (role) =>
      mustBeTaken(await deps.ledger.govern(admin, appoint(gln, signers[role].address, role), `The ${role}`)),
    ),
  )
  await open(deps, part.key, part.name, gln, signers, passwordHash)
  return signers.admin
}

async function enrolMember(
  deps: EnrolDeps,
  part: Exclude<(typeof cast)[number], { kind: 'regulator' }>,
  passwordHash: string,
  regulator: Signer,
): Promise<{ readonly finish: () => Promise<void> }> {
  const { ledger, keys, clock } = deps
  const { key, name, kind, trade, place } = part
  const gln = glnAt(place)
  const signers = await newKeys(keys, key)
  const now = Math.floor(clock() / 1000)
  const licence = {
    number: `L-${place}`,
    scope: licenceScopes[trade],
    validFrom: now - 86_400,
    validTo: now + 2 * 365 * 86_400,
  }
  const act = async (signer: Signer, call: Call): Promise<void> => mustBeTaken(await ledger.perform(signer, call))
  await act(signers.admin, applyFor(gln, kind, name, [licence]))
  mustBeTaken(await ledger.govern(regulator, admit(gln, signers.admin.address), `Licence L-${place} was seen`))
  return {
    async finish() {
      await Promise.all(
        (['operator', 'auditor'] as const).map((role) => act(signers.admin, addOperator(signers[role].address, role))),
      )
      await open(deps, key, name, gln, signers, passwordHash)
    },
  }
}

async function newKeys(keys: AccountKeys, key: Key): Promise<Readonly<Record<Role, Signer>>> {
  const made = await Promise.all(
    roles.map(async (role) => {
      const operator = await keys.create(accountName(key, role))
      return [role, await keys.signerOf({ operator, signer: 'store', url: null, token: null })] as const
    }),
  )
  return Object.fromEntries(made) as Record<Role, Signer>
}

async function open(
  { db, clock }: EnrolDeps,
  key: Key,
  name: string,
  gln: Gln,
  signers: Readonly<Record<Role, Signer>>,
  passwordHash: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const role of roles) {
      await createFirstAccount(tx as Db, {
        gln,
        role,
        name: accountName(key, role),
        displayName: `${name}, ${role}`,
        operator: signers[role].address,
        passwordHash,
        mustChangePassword: false,
        now: clock(),
      })
    }
  })
}

/** @throws Error where the ledger refused */
export function mustBeTaken(outcome: Outcome): void {
  if (outcome.state === 'taken') return
  throw new Error(`The ledger refused: ${refusalInWords(outcome.reason)} (${outcome.reason.name})`)
}
