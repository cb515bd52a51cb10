import { type Group, type groupRoutes, type InstitutionStatus, type Kind, mainGroup } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { type Db, institutionQueries } from '@theriac/read-model'
import { inArray } from 'drizzle-orm'
import { accounts } from '../db/schema/accounts.ts'
import { defaultGroups } from '../db/schema/groups.ts'
import type { GroupEntry, Groups } from '../groups.ts'
import type { Handlers } from '../http/handler.ts'
import { invalidField, ProblemError } from '../problem-error.ts'

/** What the handlers of groups need. */
export interface GroupDeps {
  readonly db: Db
  readonly groups: Groups
}

/** Groups: which there are, who is in this one, and which one an institution usually works in. */
export function createGroupHandlers({ db, groups }: GroupDeps): Handlers<typeof groupRoutes> {
  const institutions = institutionQueries(db)
  const groupOf = ({ chainId, ...entry }: GroupEntry): Group => ({
    ...entry,
    chainId: String(chainId),
    current: entry.id === groups.current,
  })

  /** Institutions of these that have accounts here. */
  async function withAccounts(glns: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await db
      .selectDistinct({ gln: accounts.gln })
      .from(accounts)
      .where(inArray(accounts.gln, [...glns]))
    return new Set(rows.map(({ gln }) => gln))
  }

  return {
    async list() {
      return { items: groups.list().map(groupOf) }
    },

    async members({ query }) {
      const { items, ...rest } = await institutions.list({}, query)
      const here = await withAccounts(items.map(({ gln }) => gln))
      return {
        ...rest,
        items: items.map(({ gln, name, kind, status }) => ({
          gln: gln as Gln,
          name,
          kind: kind as Kind,
          status: status as InstitutionStatus,
          here: here.has(gln),
        })),
      }
    },

    async add({ body }) {
      const taken = (): ProblemError => new ProblemError('AlreadyExists', `There is a group ${body.id} already`)
      if (!groups.add) throw new ProblemError('WrongState', 'Groups are added in the main group of a data folder')
      if (body.id === mainGroup || groups.list().some(({ id }) => id === body.id)) throw taken()
      const { connect } = body
      if (connect?.engine === 'fisco-bcos' && connect.rpc.length === 0) {
        throw invalidField('/connect/rpc', 'required', 'FISCO BCOS needs the native JSON-RPC of a node too')
      }
      // Before the transaction: it takes seconds, and the group's own server must have the machine meanwhile.
      const added = await groups.add(body)
      if (added.ok) {
        const { group, firstAccount } = added
        return async () => ({ group: groupOf(group), ...(firstAccount ? { firstAccount } : {}) })
      }
      switch (added.why) {
        case 'taken':
          throw taken()
        case 'unfit':
          throw invalidField('/connect', 'connects', added.detail)
        case 'away':
          throw new ProblemError('NotReady', added.detail)
        default:
          return added.why satisfies never
      }
    },

    async setDefault({ caller, body }) {
      const { group } = body
      if (!groups.list().some(({ id }) => id === group)) {
        throw invalidField('/group', 'unknown', 'There is no group with this id')
      }
      return async (tx) => {
        await tx
          .insert(defaultGroups)
          .values({ gln: caller.gln, group })
          .onConflictDoUpdate({ target: defaultGroups.gln, set: { group } })
        return undefined
      }
    },
  }
}
