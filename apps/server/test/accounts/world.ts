import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kind, Role } from '@theriac/api'
import { buildGln, type Gln } from '@theriac/gs1'
import type { Addresses } from '@theriac/ledger'
import { type Database, type Db, schema } from '@theriac/read-model'
import { type TestDatabase, testDatabases } from '@theriac/read-model/testing'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll } from 'vitest'
import type { Directory } from '../../src/accounts/authenticate.ts'
import { createFirstAccount } from '../../src/accounts/bootstrap.ts'
import { createAccounts } from '../../src/accounts/index.ts'
import { createAccountKeys } from '../../src/accounts/keys.ts'
import { createCallNotes } from '../../src/accounts/sign-in/call-notes.ts'
import { hashPassword } from '../../src/accounts/sign-in/passwords.ts'
import { createVault } from '../../src/accounts/vault.ts'
import { appMigrations } from '../../src/db/migrations.ts'
import type { Call, Caller, Commit } from '../../src/http/handler.ts'
import { ProblemError } from '../../src/problem-error.ts'

/** The databases that these suites run on. */
export const databases: readonly TestDatabase[] = testDatabases({ migrations: [appMigrations] })

const secret = new Uint8Array(32).fill(7)
export const password = 'a good long password'

function glnAt(place: number): Gln {
  const gln = buildGln(`952000000${String(place).padStart(3, '0')}`)
  if (!gln.ok) throw new TypeError(gln.reason.message)
  return gln.value
}
/** The regulator and two pharmacies. */
export const [regulator, corner, plaza] = [glnAt(1), glnAt(31), glnAt(32)]

const nobody = '0x0000000000000000000000000000000000000001'
const noAddresses: Addresses = {
  acts: nobody,
  institutions: nobody,
  governance: nobody,
  catalogue: nobody,
  inventory: nobody,
  records: nobody,
  nodes: nobody,
  directory: nobody,
}

export interface WorldOptions {
  readonly addresses?: Addresses
  readonly loopbackSigners?: boolean
  /** Hashes that the ledger has. */
  readonly anchored?: ReadonlySet<string>
  /** Starts at this time, Unix milliseconds. */
  readonly now?: number
}

const emptied = sql`truncate app.accounts, app.account_keys, app.sessions, app.tokens, app.sign_in_failures,
  app.operator_log, app.log_anchors, app.jobs, ledger.institutions, ledger.operators, ledger.proposals`

/** One database for all tests of a suite, as opening one takes seconds; each world starts with it empty. */
export function useDatabase(open: () => Promise<Database>): () => Db {
  let database: Database | undefined
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database?.close())
  return () => {
    if (!database) throw new Error('not open yet')
    return database.db
  }
}

/** Three institutions, and accounts over them; the time is the test's. */
export async function openWorld(db: Db, options: WorldOptions = {}) {
  const { addresses = noAddresses, loopbackSigners = false, anchored = new Set() } = options
  await db.execute(emptied)
  const folder = mkdtempSync(join(tmpdir(), 'theriac-accounts-'))
  const time = { now: options.now ?? Date.UTC(2026, 10, 27, 10) }
  const clock = () => time.now
  await putInstitution(db, regulator, 'regulator', 'National Medicines Authority')
  await putInstitution(db, corner, 'pharmacy', 'Corner Pharmacy')
  await putInstitution(db, plaza, 'pharmacy', 'Plaza Pharmacy')
  const keys = createAccountKeys({ folder: join(folder, 'keys'), secret, vault: createVault(secret) })
  const notes = createCallNotes('theriac_session')
  const accounts = createAccounts({
    db,
    directory: directoryOf(db),
    keys,
    addresses,
    notes,
    anchoredAt: async (_, hash) => (anchored.has(hash) ? 1 : undefined),
    loopbackSigners,
    clock,
  })
  const passwordHash = await hashPassword(password)

  /** An account that can sign in. */
  async function enrol(
    name: string,
    gln: Gln,
    role: Role,
    more: { readonly isMachine?: boolean; readonly mustChangePassword?: boolean } = {},
  ): Promise<Caller> {
    const { isMachine = false, mustChangePassword = false } = more
    const operator = await keys.create(name)
    const accountId = await db.transaction((tx) =>
      createFirstAccount(tx as Db, {
        name,
        displayName: name,
        gln,
        role,
        operator,
        passwordHash: isMachine ? null : passwordHash,
        mustChangePassword,
        now: clock(),
      }),
    )
    const kind = (await kindOf(db, gln)) ?? 'pharmacy'
    return { accountId, name, gln, kind, role, operator, credential: { kind: 'session', id: 'none' } }
  }

  /** Signs in, and gives what the browser then has. */
  async function signIn(name: string, secretWord = password, ip = '192.0.2.1') {
    const call = callOf({ body: { name, password: secretWord } }, undefined, ip)
    notes.setUserAgent(call, 'A browser')
    const answer = await commit(accounts.handlers.sessions.signIn(call as never))
    const header = notes.cookieOf(call, false) ?? ''
    const cookie = /^theriac_session=([^;]*)/.exec(header)?.[1] ?? ''
    return { answer, header, cookie, csrfToken: answer.csrfToken ?? '' }
  }

  /** Who the browser is. */
  async function callerOf({ cookie }: { readonly cookie: string }): Promise<Caller> {
    const caller = await accounts.authentication.authenticate({ cookie, method: 'GET' })
    if (!caller) throw new Error('nobody')
    return caller
  }

  /** Does what a write handler has prepared, as the server does. */
  async function commit<T>(prepared: Promise<Commit<T>>): Promise<T> {
    const change = await prepared
    return db.transaction((tx) => change(tx as Db))
  }

  return {
    db,
    time,
    keys,
    notes,
    folder,
    ...accounts,
    enrol,
    signIn,
    callerOf,
    commit,
    close: (): void => rmSync(folder, { recursive: true, force: true }),
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** What a handler is given; the caller is there on all but public routes. */
export function callOf(
  input: { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown },
  caller: Caller | undefined,
  ip = '192.0.2.1',
): never {
  const { params, query = {}, body } = input
  const call = { params, query, body, caller, requestId: 'r-1', ip, signal: new AbortController().signal }
  return call as unknown as Call<never> as never
}

/** The code of the problem that something is refused with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await problemOf(work)).code
}

/** The problem that something is refused with. */
export async function problemOf(work: Promise<unknown>): Promise<ProblemError> {
  try {
    await work
  } catch (error) {
    if (error instanceof ProblemError) return error
    throw error
  }
  throw new Error('it was not refused')
}

/** What the read model says of institutions. */
function directoryOf(db: Db): Directory {
  return async (gln) => {
    const [row] = await db.select().from(schema.institutions).where(eq(schema.institutions.gln, gln))
    return row && { ...row, kind: row.kind as Kind }
  }
}

async function kindOf(db: Db, gln: Gln): Promise<Kind | undefined> {
  return (await directoryOf(db)(gln))?.kind
}

async function putInstitution(db: Db, gln: Gln, kind: Kind, name: string): Promise<void> {
  const permissions = ['dispense']
  await db
    .insert(schema.institutions)
    .values({ gln, kind, name, permissions, status: 'active', appliedSeq: 1, updatedSeq: 1 })
}
