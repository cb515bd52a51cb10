import type { Certificate, keyRoutes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Carrier, Endpoint } from '@theriac/ledger'
import { type Db, institutionQueries, pageQuery, schema } from '@theriac/read-model'
import { and, asc, eq, ne } from 'drizzle-orm'
import { type Address, type Hex, hexToBigInt } from 'viem'
import type { AccountKeys } from '../../accounts/keys.ts'
import { type CertificateFault, type CertificateRead, readCertificates } from '../../certificates.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { instantOf } from '../../times.ts'
import { glnColumn, keyPaging, keyRows, keyView, placeColumn, stateColumn } from './rows.ts'

/** What the handlers of keys need. */
export interface KeyHandlersDeps {
  readonly db: Db
  readonly keys: Pick<AccountKeys, 'list'>
  readonly carrier: Pick<Carrier, 'status'>
  readonly endpoint: Pick<Endpoint, 'request'>
  /** Certificate files that the settings name. */
  readonly certificates: readonly string[]
  /** Unix milliseconds. */
  readonly clock: () => number
}

const { services } = schema
const dayMs = 86_400_000

/** Which keys there are, and where; never a key itself. */
export function createKeyHandlers(deps: KeyHandlersDeps): Handlers<typeof keyRoutes> {
  const { db, keys, carrier, endpoint, certificates, clock } = deps
  const institutions = institutionQueries(db)

  /** A number that a node tells of an account; not every engine tells every one. */
  async function told(method: 'eth_getBalance' | 'eth_getTransactionCount', of: Address): Promise<string | undefined> {
    try {
      return hexToBigInt((await endpoint.request({ method, params: [of, 'latest'] })) as Hex).toString()
    } catch {
      return undefined
    }
  }

  async function lanes() {
    return Promise.all(
      carrier.status().lanes.map(async ({ address, state, fault }) => {
        const [balance, nonce] = await Promise.all([
          told('eth_getBalance', address),
          told('eth_getTransactionCount', address),
        ])
        return {
          address: address.toLowerCase() as Address,
          state,
          ...(fault === undefined ? {} : { fault }),
          ...(balance === undefined ? {} : { balance }),
          ...(nonce === undefined ? {} : { nonce }),
        }
      }),
    )
  }

  async function servicesFor({ gln, kind }: Caller) {
    const rows = await db
      .select()
      .from(services)
      .where(and(ne(services.url, ''), kind === 'regulator' ? undefined : eq(services.gln, gln)))
      .orderBy(asc(services.gln))
    const [here, names] = await Promise.all([keys.list(), institutions.names(rows.map((row) => row.gln as Gln))])
    return rows.map((row) => {
      const institution = names.get(row.gln)
      return {
        gln: row.gln as Gln,
        ...(institution === undefined ? {} : { institution }),
        signer: row.signer as Address,
        url: row.url,
        here: here.includes(row.signer as Address),
      }
    })
  }

  return {
    async list({ caller, query }) {
      const { after, orderBy, limit, page } = pageQuery(keyPaging, query)
      const { gln, state, place } = query
      const rows = await keyRows(db)
        .where(
          and(
            caller.kind === 'regulator' ? undefined : eq(glnColumn, caller.gln),
            gln === undefined ? undefined : eq(glnColumn, gln),
            state === undefined ? undefined : eq(stateColumn, state),
            place === undefined ? undefined : eq(placeColumn, place),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(rows)
      const names = await institutions.names(items.map((row) => row.gln as Gln))
      return { ...rest, items: items.map((row) => keyView(row, names.get(row.gln))) }
    },

    async server({ caller }) {
      const [own, carriers, read] = await Promise.all([servicesFor(caller), lanes(), readCertificates(certificates)])
      return { services: own, lanes: carriers, certificates: read.map((one) => certificateView(one, clock())) }
    },
  }
}

function certificateView(one: CertificateRead | CertificateFault, now: number): Certificate {
  if ('fault' in one) return { file: one.file, fault: one.fault }
  const { file, subject, issuer, validFrom, validTo } = one
  const daysLeft = Math.floor((validTo - now) / dayMs)
  return { file, subject, issuer, validFrom: instantOf(validFrom), validTo: instantOf(validTo), daysLeft }
}
