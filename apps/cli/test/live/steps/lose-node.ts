import { strictEqual } from 'node:assert'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { appoint, createCarrier, createEndpoint, createLedger, memoryJournal } from '@theriac/ledger'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { requireDeployment } from '../../../src/contracts-file.ts'
import { type LiveWorld, NotHere } from '../world.ts'
import { openCuttable } from './cuttable.ts'
import { openData } from './open-data.ts'

/**
 * Acts are under way when the node that they go through goes away: really, where it can be stopped, or by cutting the way to
 * it. All must be taken, each once, through the others.
 */
export async function loseNode(world: LiveWorld): Promise<void> {
  const { nodes, bounds, stopNode, startNode, note } = world
  const [first, ...others] = nodes.web3
  if (first === undefined || others.length === 0) throw new NotHere('name a second node to lose the first')
  const { folder, keyring } = await openData(world)
  const { addresses } = await requireDeployment(folder)
  const admin = await keyring.admin(folder.regulator.gln)
  if (!admin) throw new Error('the key store has no admin of the regulator')
  const way = await openCuttable(first)
  const endpoint = createEndpoint({ urls: [way.url, ...others], chainId: folder.chainId })
  const carrier = createCarrier({
    endpoint,
    acts: addresses.acts,
    lanes: await keyring.lanes(),
    journal: memoryJournal(),
  })
  try {
    const ledger = await createLedger({ endpoint, addresses, carrier })
    const accounts = Array.from({ length: bounds.acts }, () => privateKeyToAccount(generatePrivateKey()).address)
    const [early = [], late = []] = [accounts.slice(0, bounds.acts / 2), accounts.slice(bounds.acts / 2)]
    const start = performance.now()
    const perform = (account: `0x${string}`) =>
      ledger.govern(admin, appoint(folder.regulator.gln, account, 'auditor'), 'Tried out')
    const under = early.map(perform)
    if (stopNode) await promisify(execFile)('sh', ['-c', stopNode])
    else way.cut()
    const outcomes = await Promise.all([...under, ...late.map(perform)])
    strictEqual(outcomes.filter(({ state }) => state === 'taken').length, bounds.acts, 'an act was not taken')
    for (const account of accounts) {
      strictEqual((await ledger.reads.institutions.operator(account))?.role, 'auditor', `${account} was lost`)
    }
    const how = stopNode ? 'the node stopped' : 'the way to it cut'
    note(`${bounds.acts} acts, ${how}, all taken in ${((performance.now() - start) / 1000).toFixed(1)} s`)
  } finally {
    if (stopNode && startNode) await promisify(execFile)('sh', ['-c', startNode])
    await carrier.close()
    endpoint.close()
    await way.close()
  }
}
