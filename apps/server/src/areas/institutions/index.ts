import type { institutionRoutes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import {
  admit,
  appoint,
  decline,
  dismiss,
  type Call as LedgerCall,
  reinstate,
  rename,
  retire,
  setLicences,
  setPermissions,
  suspend,
} from '@theriac/ledger'
import { type InstitutionRow, institutionQueries } from '@theriac/read-model'
import type { AccountKeys } from '../../accounts/keys.ts'
import type { FollowLedger } from '../../accounts/settled.ts'
import type { Handlers } from '../../http/handler.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import { notFound, ProblemError } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { createStrongActSettled, proposeAct, type StrongActDeps } from '../governance/strong-acts.ts'
import { createApplicationSettled, planApplication } from './apply.ts'
import { coveredUntil } from './licensing.ts'
import { applicationOf, institutionOf, licenceOf, readLicences } from './wire.ts'

/** What the handlers of institutions need. */
export interface InstitutionDeps extends StrongActDeps {
  readonly keys: Pick<AccountKeys, 'create'>
}

type Status = 'applied' | 'active' | 'suspended' | 'retired'

const daySeconds = 86_400

/** Institutions: who takes part, applications, and what the regulator decides on them. */
export function createInstitutionHandlers(deps: InstitutionDeps): Handlers<typeof institutionRoutes> {
  const { db, clock } = deps
  const queries = institutionQueries(db)
  const seconds = (): number => Math.floor(clock() / 1000)

  async function known(gln: string): Promise<InstitutionRow> {
    const row = await queries.find(gln)
    if (!row) throw notFound('institution with this GLN')
    return row
  }

  /** An institution that the act can be done to. */
  async function standing(gln: string, ...statuses: readonly Status[]): Promise<InstitutionRow> {
    const row = await known(gln)
    if ((statuses as readonly string[]).includes(row.status)) return row
    const [words, expected] = [inWords(row.status), statuses.map(inWords).join(' or ')]
    throw new ProblemError('WrongState', `The institution ${words}; this is for one that ${expected}`, {
      reason: { name: 'InstitutionsWrongStatus', args: { gln, status: row.status } },
    })
  }

  function requireOther(row: InstitutionRow): void {
    if (row.kind !== 'regulator') return
    throw new ProblemError('WrongState', 'The regulator cannot do this to itself', {
      reason: { name: 'InstitutionsBadKind', args: { kind: row.kind } },
    })
  }

  async function strongAct(gln: Gln, act: LedgerCall, terms: { reason: string; openDays?: number }) {
    const { stages, proposal } = await proposeAct(deps, act, terms)
    return { stages, result: { gln, proposal } }
  }

  return {
    async list({ caller, query: { kind, status, permission, text, ...page } }) {
      const filter = {
        ...(kind ? { kind } : {}),
        ...(status ? { status } : {}),
        ...(permission ? { permission } : {}),
        ...(text ? { text } : {}),
      }
      const { items, ...rest } = await queries.list(filter, page)
      const now = seconds()
      return { ...rest, items: items.map((row) => institutionOf(row, caller, now)) }
    },

    async find({ caller, params }) {
      return institutionOf(await known(params.gln), caller, seconds())
    },

    async operators({ caller, params, query: { active, ...page } }) {
      if (caller.kind !== 'regulator' && caller.gln !== params.gln) throw notFound('institution of yours with this GLN')
      await known(params.gln)
      const { items, ...rest } = await queries.operators(params.gln, active === undefined ? {} : { active }, page)
      return {
        ...rest,
        items: items.map((row) => ({
          account: row.account as `0x${string}`,
          role: row.role as 'auditor' | 'operator' | 'admin',
          active: row.active,
          ...(row.successor === null ? {} : { successor: row.successor as `0x${string}` }),
          since: instantOfSeconds(row.sinceTime),
          ...(row.untilTime === null ? {} : { until: instantOfSeconds(row.untilTime) }),
        })),
      }
    },

    async licencesRunningOut({ caller, query: { days = 30 } }) {
      const now = seconds()
      const latest = now + days * daySeconds
      const rows = await queries.withLicencesEnding(now, latest, caller.kind === 'regulator' ? undefined : caller.gln)
      const found = rows.flatMap(({ gln, name, licences }) =>
        licences
          .filter(({ validFrom, validTo }) => validFrom <= now && now <= validTo && validTo <= latest)
          .map((licence) => ({
            gln: gln as Gln,
            name,
            licence,
            others: licences.filter((other) => other !== licence),
          })),
      )
      found.sort((a, b) => a.licence.validTo - b.licence.validTo || (a.gln < b.gln ? -1 : 1))
      return {
        items: found.map(({ gln, name, licence, others }) => ({
          gln,
          name,
          licence: licenceOf(licence, now),
          daysLeft: Math.floor((licence.validTo - now) / daySeconds),
          replaced: licence.scope.every((permission) => coveredUntil(permission, others, licence.validTo + 1)),
        })),
      }
    },

    apply: ({ body }) => planApplication(deps, body),

    async application({ params }) {
      return applicationOf(await known(params.gln))
    },

    async admit({ params: { gln }, body }) {
      const { applicant } = await standing(gln, 'applied')
      if (applicant === null) throw notFound('applicant')
      return strongAct(gln, admit(gln, applicant as `0x${string}`), body)
    },
    async decline({ params: { gln }, body }) {
      await standing(gln, 'applied')
      return strongAct(gln, decline(gln, body.reason), body)
    },
    async suspend({ params: { gln }, body }) {
      requireOther(await standing(gln, 'active'))
      return strongAct(gln, suspend(gln, body.reason), body)
    },
    async reinstate({ params: { gln }, body }) {
      await standing(gln, 'suspended')
      return strongAct(gln, reinstate(gln, body.reason), body)
    },
    async retire({ params: { gln }, body }) {
      requireOther(await standing(gln, 'active', 'suspended'))
      return strongAct(gln, retire(gln, body.reason), body)
    },
    async rename({ params: { gln }, body: { name, ...terms } }) {
      await standing(gln, 'applied', 'active', 'suspended')
      return strongAct(gln, rename(gln, name), terms)
    },
    async setPermissions({ params: { gln }, body: { permissions, ...terms } }) {
      await standing(gln, 'active', 'suspended')
      return strongAct(gln, setPermissions(gln, permissions), terms)
    },
    async setLicences({ params: { gln }, body: { licences, ...terms } }) {
      await standing(gln, 'applied', 'active', 'suspended')
      return strongAct(gln, setLicences(gln, readLicences(licences)), terms)
    },

    async appoint({ params: { gln }, body: { account, role, ...terms } }) {
      await standing(gln, 'active', 'suspended')
      const operator = await queries.operator(account)
      if (operator?.active) {
        throw new ProblemError('AlreadyExists', `The account acts for ${operator.gln} already`, {
          reason: { name: 'InstitutionsAccountTaken', args: { account, gln: operator.gln } },
        })
      }
      return strongAct(gln, appoint(gln, account, role), terms)
    },

    async dismiss({ params: { gln, account }, body }) {
      const row = await standing(gln, 'active', 'suspended', 'retired')
      const operator = await queries.operator(account)
      if (!operator?.active || operator.gln !== gln) throw notFound('operator of this institution with this account')
      if (row.kind === 'regulator' && operator.role === 'admin' && (await queries.actingAdmins(gln)) === 1) {
        throw new ProblemError('WrongState', 'The regulator cannot be left without an admin', {
          reason: { name: 'InstitutionsLastAdmin', args: { gln } },
        })
      }
      return strongAct(gln, dismiss(account), body)
    },
  }
}

function inWords(status: string): string {
  return status === 'applied' ? 'waits for the decision on its application' : `is ${status}`
}

const strongActs = [
  'admit',
  'decline',
  'suspend',
  'reinstate',
  'retire',
  'rename',
  'setPermissions',
  'setLicences',
  'appoint',
  'dismiss',
] as const satisfies readonly (keyof typeof institutionRoutes)[]

/** What the settled hooks of institutions need. */
export interface InstitutionSettledDeps {
  readonly follow: FollowLedger
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** What else happens when a job on an institution is settled. */
export function createInstitutionSettled({ follow, clock }: InstitutionSettledDeps): SettledHooks {
  const operations = strongActs.map((name) => `institutions.${name}`)
  return { ...createApplicationSettled(follow), ...createStrongActSettled(operations, clock) }
}
