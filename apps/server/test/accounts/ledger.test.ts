import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcessRequest, openChain } from '@theriac/chain'
import type { Gln } from '@theriac/gs1'
import {
  addOperator,
  admit,
  anchorHashes,
  applyFor,
  appoint,
  approve,
  createCarrier,
  createEndpoint,
  createLedger,
  deployContracts,
  dismiss,
  type Call as LedgerCall,
  laneAccount,
  licenceScopes,
  localSigner,
  memoryJournal,
  type Outcome,
  rotateKey,
  type Signer,
  setThreshold,
} from '@theriac/ledger'
import { type Db, schema } from '@theriac/read-model'
import { testDatabase } from '@theriac/read-model/testing'
import { eq } from 'drizzle-orm'
import type { Address } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSignerFinder } from '../../src/accounts/keys.ts'
import { appMigrations } from '../../src/db/migrations.ts'
import { accountKeys, accounts, tokens } from '../../src/db/schema/accounts.ts'
import type { Caller } from '../../src/http/handler.ts'
import type { JobPlan } from '../../src/jobs/plan.ts'
import { callOf, codeOf, corner, openWorld, regulator, useDatabase, type World } from './world.ts'

/** Accounts over a real chain with the contracts on it. */
async function openStage(db: Db) {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-accounts-chain-'))
  const chain = await openChain({ dataDir: folder, chainId: 20_280 })
  const endpoint = createEndpoint({ request: inProcessRequest(chain) })
  const first = localSigner(generatePrivateKey())
  const addresses = await deployContracts(endpoint.client, privateKeyToAccount(generatePrivateKey()), {
    gln: regulator,
    name: 'Regulator',
    admins: [first.address],
    threshold: 1,
  })
  const lanes = [laneAccount(generatePrivateKey())]
  const carrier = createCarrier({ endpoint, acts: addresses.acts, lanes, journal: memoryJournal() })
  const ledger = await createLedger({ endpoint, addresses, carrier })
  const world = await openWorld(db, { addresses, now: Date.now() })
  const signerOf = createSignerFinder(db, world.keys)
  let jobCount = 0

  /** What the ledger says of all keys, as the indexer would store it. */
  async function readOperators(): Promise<void> {
    for (const { operator } of await db.select().from(accountKeys)) {
      const known = await ledger.reads.institutions.operator(operator as Address)
      const { operators } = schema
      const row = known && { account: operator, ...known, active: true, successor: null, sinceSeq: 1, untilSeq: null }
      if (row) await db.insert(operators).values(row).onConflictDoUpdate({ target: operators.account, set: row })
      else await db.update(operators).set({ active: false }).where(eq(operators.account, operator))
    }
  }

  /** Does a job as the server does: stores, signs with the caller's key, carries, settles. */
  async function run(
    operation: string,
    caller: Caller,
    work: Promise<JobPlan<object>>,
  ): Promise<'sealed' | 'rejected'> {
    const { stages, result, alongside } = await work
    const id = `job-${jobCount++}`
    await db.transaction(async (tx) => alongside?.(tx as Db, id))
    const signer = await signerOf(caller.accountId, caller.operator)
    const state = await carryAll(signer, stages)
    await readOperators()
    const { accountId, gln, operator } = caller
    const job = { id, operation, gln, accountId, operator, state, result: result as Record<string, unknown> }
    await db.transaction(async (tx) => world.hooks[operation]?.(tx as Db, job))
    return state
  }

  async function carryAll(signer: Signer, stages: readonly (readonly LedgerCall[])[]): Promise<'sealed' | 'rejected'> {
    for (const stage of stages) {
      const outcomes = await Promise.all(stage.map((call) => ledger.perform(signer, call)))
      if (outcomes.some(({ state }) => state === 'refused')) return 'rejected'
    }
    return 'sealed'
  }

  /** An account with a key that the ledger knows. */
  async function enrolFirst(name: string, gln: Gln): Promise<Caller> {
    const caller = await world.enrol(name, gln, 'admin')
    const signer = await signerOf(caller.accountId, caller.operator)
    if (gln === regulator) {
      mustBeTaken(await ledger.govern(first, appoint(gln, caller.operator, 'admin'), 'The first account'))
    } else {
      const licence = { number: 'L-1', scope: licenceScopes.retail, validFrom: 0, validTo: 4_000_000_000 }
      mustBeTaken(await ledger.perform(signer, applyFor(gln, 'pharmacy', 'Corner', [licence])))
      mustBeTaken(await ledger.govern(first, admit(gln, signer.address), 'licence seen'))
    }
    await readOperators()
    return caller
  }

  return {
    ...world,
    ledger,
    first,
    signerOf,
    readOperators,
    run,
    enrolFirst,
    roleOf: async (operator: Address) => (await ledger.reads.institutions.operator(operator))?.role,
    async close(): Promise<void> {
      await carrier.close()
      endpoint.close()
      await chain.close()
      world.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mustBeTaken(outcome: Outcome): void {
  if (outcome.state === 'refused') throw new Error(`refused: ${outcome.reason.name}`)
}

describe('accounts on the ledger', () => {
  const database = useDatabase(() => testDatabase({ migrations: [appMigrations] }))
  let stage: Awaited<ReturnType<typeof openStage>>
  let ana: Caller
  let ida: Caller
  beforeAll(async () => {
    stage = await openStage(database())
    ana = await stage.enrolFirst('ana', corner)
    ida = await stage.enrolFirst('ida', regulator)
  })
  afterAll(() => stage.close())

  const handlers = (): World['handlers']['accounts'] => stage.handlers.accounts
  const password = 'a first password'
  let made = 0
  /** Makes an account by an admin of its institution. */
  async function make(admin: Caller, role: 'admin' | 'operator' | 'auditor'): Promise<Caller & { name: string }> {
    const name = `made-${made++}`
    const plan = handlers().create(callOf({ body: { name, displayName: name, role, password } }, admin))
    expect(await stage.run('accounts.create', admin, plan)).toBe('sealed')
    const { accountId } = (await plan).result
    return callerOf(accountId)
  }
  async function callerOf(accountId: string): Promise<Caller> {
    const account = await view(accountId)
    const { name, gln, role, operator } = account
    if (!operator) throw new Error('it has no key yet')
    const kind = gln === regulator ? 'regulator' : 'pharmacy'
    return { accountId, name, gln, role, operator, kind, credential: { kind: 'session', id: 'none' } }
  }
  const view = (id: string) => handlers().find(callOf({ params: { id } }, ida))
  const of = (caller: Caller, account: Caller, body: object = {}) =>
    callOf({ params: { id: account.accountId }, body }, caller)

  test('can act as soon as the ledger has sealed them', async () => {
    const cem = await make(ana, 'operator')
    expect(await view(cem.accountId)).toMatchObject({ state: 'active', role: 'operator', operator: cem.operator })
    expect(await stage.roleOf(cem.operator)).toBe('operator')
    expect((await stage.signIn(cem.name, password)).answer.mustChangePassword).toBe(true)
    const signer = await stage.signerOf(cem.accountId, cem.operator)
    const anchored = await stage.ledger.perform(signer, anchorHashes(`0x${'1'.repeat(64)}`, 'document', 1))
    expect(anchored.state).toBe('taken')
  })

  test('that the ledger refuses leave nothing, and their name is free again', async () => {
    const auditor = await make(ana, 'auditor')
    const body = { name: 'refused', displayName: 'Refused', role: 'operator', password }
    // No auditor gets here through the server; the contracts check again.
    const plan = handlers().create(callOf({ body }, auditor))
    expect(await stage.run('accounts.create', auditor, plan)).toBe('rejected')
    expect(await stage.db.select().from(accounts).where(eq(accounts.name, 'refused'))).toEqual([])
    await stage.run('accounts.create', ana, handlers().create(callOf({ body }, ana)))
    await stage.signIn('refused', password)
  })

  test('go on with a new key, and what was asked for with the old one is still signed with it', async () => {
    const cem = await make(ana, 'operator')
    const browser = await stage.signIn(cem.name, password)
    const rotation = handlers().rotateKey(of(cem, cem))
    expect(await stage.run('accounts.rotateKey', cem, rotation)).toBe('sealed')
    const { operator } = (await rotation).result
    expect(operator).not.toBe(cem.operator)
    expect(await view(cem.accountId)).toMatchObject({ operator, state: 'active', role: 'operator' })
    expect([await stage.roleOf(operator), await stage.roleOf(cem.operator)]).toEqual(['operator', undefined])
    // The session stays, and signs with the new key at once.
    expect((await stage.callerOf(browser)).operator).toBe(operator)
    expect((await stage.signerOf(cem.accountId, cem.operator)).address.toLowerCase()).toBe(cem.operator)
  })

  test('keep their key where the ledger refuses a new one', async () => {
    const [cem, other] = [await make(ana, 'operator'), await make(ana, 'operator')]
    const plan = await handlers().rotateKey(of(cem, cem))
    // The ledger has an operator with this key already.
    const refused = { ...plan, stages: [[rotateKey(other.operator)]] }
    expect(await stage.run('accounts.rotateKey', cem, Promise.resolve(refused))).toBe('rejected')
    const account = await view(cem.accountId)
    expect([account.operator, account.awaited, account.state]).toEqual([cem.operator, undefined, 'active'])
    // It can be tried again.
    expect(await stage.run('accounts.rotateKey', cem, handlers().rotateKey(of(cem, cem)))).toBe('sealed')
  })

  test('get another role with another key', async () => {
    const cem = await make(ana, 'operator')
    const change = handlers().changeRole(of(ana, cem, { role: 'admin' }))
    expect(await stage.run('accounts.changeRole', ana, change)).toBe('sealed')
    const { operator } = (await change).result
    expect(await view(cem.accountId)).toMatchObject({ operator, role: 'admin', state: 'active' })
    expect([await stage.roleOf(operator), await stage.roleOf(cem.operator)]).toEqual(['admin', undefined])
  })

  test('end with their sessions and tokens when they are removed', async () => {
    const cem = await make(ana, 'operator')
    const browser = await stage.signIn(cem.name, password)
    const session = await stage.callerOf(browser)
    const expiresAt = new Date(stage.time.now + 86_400_000).toISOString()
    const body = { name: 'ERP', scope: ['read'], expiresAt }
    const { secret } = await stage.commit(stage.handlers.tokens.create(callOf({ body }, session)))
    expect(await stage.run('accounts.remove', ana, handlers().remove(of(ana, cem)))).toBe('sealed')
    expect(await view(cem.accountId)).toMatchObject({ state: 'removed' })
    expect(await stage.roleOf(cem.operator)).toBeUndefined()
    expect(await codeOf(stage.callerOf(browser))).toBe('SessionExpired')
    const bearer = stage.authentication.authenticate({ authorization: `Bearer ${secret}`, method: 'GET' })
    expect(await codeOf(bearer)).toBe('NotSignedIn')
    const [token] = await stage.db.select().from(tokens).where(eq(tokens.accountId, cem.accountId))
    expect(token?.revokedAt).toBe(stage.time.now)
    expect(await codeOf(handlers().remove(of(ana, cem)))).toBe('WrongState')
  })

  test('are disabled at once when they are to be removed, whatever the ledger says', async () => {
    const [cem, auditor] = [await make(ana, 'operator'), await make(ana, 'auditor')]
    const removal = handlers().remove(of(auditor, cem))
    expect(await stage.run('accounts.remove', auditor, removal)).toBe('rejected')
    expect(await view(cem.accountId)).toMatchObject({ state: 'disabled' })
    await stage.commit(handlers().amend(of(ana, cem, { disabled: false })))
    expect(await view(cem.accountId)).toMatchObject({ state: 'active' })
  })

  test('end when somebody else takes their key from the ledger', async () => {
    const cem = await make(ana, 'operator')
    mustBeTaken(await stage.ledger.govern(stage.first, dismiss(cem.operator), 'misused'))
    await stage.readOperators()
    await stage.db.transaction((tx) => stage.follow(tx as Db))
    expect(await view(cem.accountId)).toMatchObject({ state: 'removed' })
    expect(await view(ana.accountId)).toMatchObject({ state: 'active' })
    // Back on the ledger, it is still an admin's to enable.
    const signer = await stage.signerOf(ana.accountId, ana.operator)
    mustBeTaken(await stage.ledger.perform(signer, addOperator(cem.operator, 'operator')))
    await stage.readOperators()
    await stage.db.transaction((tx) => stage.follow(tx as Db))
    expect(await view(cem.accountId)).toMatchObject({ state: 'disabled' })
  })

  describe('of the regulator', () => {
    test('are appointed and dismissed by governance', async () => {
      const uma = await make(ida, 'operator')
      expect([await stage.roleOf(uma.operator), (await view(uma.accountId)).state]).toEqual(['operator', 'active'])
      expect(await stage.run('accounts.remove', ida, handlers().remove(of(ida, uma)))).toBe('sealed')
      expect([await stage.roleOf(uma.operator), (await view(uma.accountId)).state]).toEqual([undefined, 'removed'])
    })

    test('wait until as many as it takes have approved them, and can be given up when that is over', async () => {
      const { ledger, first } = stage
      mustBeTaken(await ledger.govern(first, setThreshold(2), 'Two eyes more'))
      const proposal = async (name: string) => {
        const body = { name, displayName: name, role: 'operator', password }
        const plan = handlers().create(callOf({ body }, ida))
        expect(await stage.run('accounts.create', ida, plan)).toBe('sealed')
        const { accountId: id } = (await plan).result
        return { id, number: (await ledger.reads.institutions.proposalCount()) - 1n, params: { id } }
      }
      const vera = await proposal('vera')
      expect((await view(vera.id)).state).toBe('pending')
      mustBeTaken(await ledger.perform(first, approve(vera.number)))
      await stage.readOperators()
      await stage.db.transaction((tx) => stage.follow(tx as Db))
      expect((await view(vera.id)).state).toBe('active')

      const wilma = await proposal('wilma')
      const open = await ledger.reads.institutions.proposal(wilma.number)
      if (!open) throw new Error('it was made')
      const { target, data, expiry, proposer } = open
      const told = { contract: 'institutions', call: 'appoint', args: {}, reason: '', state: 'open', madeSeq: 1 }
      const row = { ...told, id: Number(wilma.number), target, data, expiry, proposer }
      await stage.db.insert(schema.proposals).values(row)
      const drop = () => stage.commit(handlers().dropAwaitedKey(callOf({ params: wilma.params }, ida)))
      expect(await codeOf(drop())).toBe('WrongState')
      stage.time.now = (expiry + 1) * 1000
      await drop()
      expect(await codeOf(view(wilma.id))).toBe('NotFound')
      expect(await codeOf(stage.signIn('wilma', password))).toBe('WrongCredentials')
    })
  })
})
