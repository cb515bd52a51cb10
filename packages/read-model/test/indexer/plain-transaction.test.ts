import type { LotNumber } from '@theriac/gs1'
import {
  addOperator,
  commissionSerials,
  leafOf,
  localSigner,
  lotIdOf,
  registerLot,
  registerProduct,
} from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, onTestFinished, test } from 'vitest'
import { schema, verify } from '../../src/core.ts'
import { anyDatabase, gtinA, newFolder, openReader, openStage, product, serialsOf } from '../stage.ts'

test('what an operator does without an act, in a transaction of its own, is read like the rest', async () => {
  const folder = newFolder()
  const t = await openStage(folder.path)
  const reader = await openReader(t, await anyDatabase())
  onTestFinished(async () => {
    await reader.close()
    await reader.database.close()
    await t.close()
    folder.close()
  })
  const factory = await t.enrol(11, 'factory', 'manufacture')
  const key = generatePrivateKey()
  const account = privateKeyToAccount(key)
  await t.act(factory, addOperator(localSigner(key).address, 'operator'), registerProduct(gtinA, product))
  const plan = { production: t.dayFrom(-3), expiry: t.dayFrom(300), origin: 'Plant 1', quantity: 5, serialised: true }
  const lot = lotIdOf(gtinA, 'L1' as LotNumber)
  const calls = [
    registerLot({ gtin: gtinA, lotNumber: 'L1' as LotNumber, ...plan }),
    ...commissionSerials(gtinA, lot, serialsOf(5)),
  ]
  for (const [nonce, { data }] of calls.entries()) {
    const to = t.addresses.catalogue
    const fields = { type: 'legacy', chainId: 20_280, nonce, gas: 5_000_000n, gasPrice: 0n, to, data } as const
    const raw = await account.signTransaction(fields)
    await t.chain.sendRawTransaction(raw)
  }
  await t.chain.waitFor(t.chain.pending().at(-1)?.hash ?? t.chain.head().transactions.at(-1)?.hash ?? '0x')
  await reader.catchUp()

  const rows = await reader.database.db
    .select()
    .from(schema.events)
    .where(eq(schema.events.operator, account.address.toLowerCase()))
  expect(rows.map(({ name, gln, actDigest }) => [name, gln, actDigest])).toEqual([
    ['LotRegistered', factory.gln, null],
    ['RunCommissioned', factory.gln, null],
  ])
  const [, serial] = serialsOf(5)
  expect(serial && (await reader.leaves.find(leafOf(gtinA, serial)))).toEqual([{ lotRef: 1, index: 1 }])
  const { database } = reader
  expect(await verify({ database, endpoint: t.endpoint, addresses: t.addresses })).toEqual([])
})
