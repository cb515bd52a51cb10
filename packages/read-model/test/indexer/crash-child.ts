// Follows a chain into folders, telling each commit, until it is killed or has read what there was to read.
import { join } from 'node:path'
import { type Addresses, createEndpoint } from '@theriac/ledger'
import { createIndexer, ledgerMigrations, migrate, openDatabase, openLeafIndex } from '../../src/core.ts'

const [url, folder, addresses, height] = process.argv.slice(2)
if (!url || !folder || !addresses || !height) throw new TypeError('url, folder, addresses and height are wanted')
// Small pages, so that there is something to interrupt.
const profile = { engine: 'unknown', nonceGaps: false, graceMs: 1_500, logPageBlocks: 2, batchSize: 20 } as const
const endpoint = createEndpoint({ urls: [url], profile })
const database = await openDatabase({ folder: join(folder, 'database') })
await migrate(database.db, ledgerMigrations)
const leaves = await openLeafIndex(join(folder, 'leaves'))
const parts = { database, leaves, endpoint, addresses: JSON.parse(addresses) as Addresses, fromBlock: 0 }
const indexer = createIndexer(parts)
indexer.onCommit(({ toBlock }) => process.stdout.write(`${toBlock}\n`))
indexer.start()
await indexer.waitFor(Number(height))
await indexer.close()
await leaves.close()
await database.close()
endpoint.close()
process.stdout.write('done\n')
