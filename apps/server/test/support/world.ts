import { randomUUID } from 'node:crypto'
import { type Client, createClient, type Role } from '@theriac/api'
import type { Database } from '@theriac/read-model'
import { hashPassword } from '../../src/accounts/sign-in/passwords.ts'
import type { Server } from '../../src/compose.ts'
import { demonstrationPassword, type Key } from '../../src/demonstration/cast.ts'
import { enrolCast, type Member } from '../../src/demonstration/enrol.ts'
import { makeTokens } from '../../src/demonstration/tokens.ts'
import { type BareServerOptions, openBareServer } from './bare-server.ts'

/** A whole consortium on one server: the cast of the demonstration, with an account of each role. */
export interface World {
  readonly server: Server
  /** `http://127.0.0.1:…` */
  readonly url: string
  readonly members: Readonly<Record<Key, Member>>
  /** A client that is signed in with an API token for everything. */
  as(key: Key, role?: Role): Client
  /** The same client's token, for requests by hand. */
  token(key: Key, role?: Role): string
  /** A client that is signed in with a password, as a browser is: for what no token may do. */
  signIn(key: Key, role?: Role): Promise<Client>
  /** A client that nobody is signed in with. */
  readonly anonymous: Client
  readonly database: Database
  readonly folder: string
  /** Whether the chain answers the server. */
  chainAnswers(does: boolean): void
  /** Unix milliseconds; moves on with the real time, and can be put ahead. */
  readonly clock: { now(): number; ahead(ms: number): void }
  close(): Promise<void>
}

/** What a world is made with. */
export type WorldOptions = Omit<BareServerOptions, 'clock'>

/** Password of every account. */
export const password = demonstrationPassword

/** Opens a world: about two seconds. Everything in it is gone when it is closed. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  let offset = 0
  const clock = {
    now: () => Date.now() + offset,
    ahead(ms: number) {
      offset += ms
    },
  }
  const bare = await openBareServer({ ...options, clock: clock.now })
  const { server, admin, database, folder } = bare
  const { ledger, keys } = server
  const members = await enrolCast(
    { db: database.db, ledger, keys, clock: clock.now },
    admin,
    await hashPassword(password),
  )
  await server.indexer.waitFor(bare.height())
  const tokens = await makeTokens(database.db, 'tests', clock.now())
  const url = await server.listen({ host: '127.0.0.1', port: 0 })

  const token: World['token'] = (key, role = 'operator') => tokens[members[key].accounts[role]] ?? ''
  return {
    server,
    url,
    members,
    token,
    as: (key, role) => createClient({ baseUrl: url, token: token(key, role) }),
    signIn: (key, role = 'operator') => signIn(url, members[key].accounts[role]),
    anonymous: createClient({ baseUrl: url }),
    database,
    folder,
    chainAnswers: bare.chainAnswers,
    clock,
    close: bare.close,
  }
}

async function signIn(baseUrl: string, name: string): Promise<Client> {
  const response = await fetch(`${baseUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ name, password }),
  })
  if (!response.ok) throw new Error(`${name} could not sign in: ${await response.text()}`)
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';', 1)
  const { csrfToken = '' } = (await response.json()) as { csrfToken?: string }
  return createClient({ baseUrl, headers: () => ({ cookie, 'x-csrf-token': csrfToken }) })
}
