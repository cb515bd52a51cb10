// Writes to a folder's database until it is killed, and tells each row that was kept.
import { ledgerMigrations, migrate, openDatabase, schema } from '../src/core.ts'

const folder = process.argv[2]
if (folder === undefined) throw new TypeError('no folder')
const { db } = await openDatabase({ folder })
await migrate(db, ledgerMigrations)
for (let number = 1; ; number++) {
  await db.insert(schema.blocks).values({ number, hash: '0x', time: number, transactions: 1 })
  process.stdout.write(`${number}\n`)
}
