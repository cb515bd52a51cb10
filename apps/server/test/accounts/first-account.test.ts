import { addOperator, appoint, type Signer } from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountKeys, accounts } from '../../src/db/schema/accounts.ts'
import { cast, glnAt } from '../../src/demonstration/cast.ts'
import { openFirstAccount } from '../../src/index.ts'
import { type BareServer, openBareServer } from '../support/bare-server.ts'

const [regulator] = cast
const gln = glnAt(regulator.place)

let bare: BareServer
beforeAll(async () => {
  bare = await openBareServer({ clock: Date.now })
})
afterAll(() => bare.close())

const open = (admin: Signer) => openFirstAccount(bare.server, gln, 'admin', admin, async () => 'a first pass phrase')

test('a start that was broken off after the ledger had taken the key goes on with that key', async () => {
  const { server, admin, database } = bare
  const stopped = openFirstAccount(server, gln, 'admin', admin, () => Promise.reject(new Error('killed')))
  await expect(stopped).rejects.toThrow('killed')
  // A key of ours that the ledger has for no admin is not taken for one.
  const operator = await server.keys.create('operator')
  await server.ledger.perform(admin, addOperator(operator, 'operator'))
  const key = await server.keys.create('admin')
  await server.ledger.govern(admin, appoint(gln, key, 'admin'), 'The first account')

  const before = (await server.keys.list()).length
  expect(await open(admin)).toBe('opened')
  expect(await server.keys.list()).toHaveLength(before)
  const [account] = await database.db.select().from(accounts).where(eq(accounts.gln, gln))
  const [used] = await database.db.select().from(accountKeys)
  expect(used).toMatchObject({ accountId: account?.id, operator: key })
  expect(await open(admin)).toBe('there')
})
