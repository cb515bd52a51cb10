import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { appoint, createCarrier, createEndpoint, createLedger, memoryJournal } from '@theriac/ledger'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { requireDeployment } from '../../../src/contracts-file.ts'
import { type LiveWorld, NotHere } from '../world.ts'
import { openCuttable } from './cuttable.ts'
import { openData } from './open-data.ts'

/** In which all acts must be taken: a leader that goes away costs some seconds, and so does every round of sending again. */
const takenMs = 180_000
/** For a command that stops or starts a node. */
const commandMs = 120_000
/** A node that was started catches up in half a minute, or never. */
const backMs = 120_000

/**
 * Acts are under way when the node that they go through goes away: really, where it can be stopped, or by cutting the way to
 * it. All must be taken, each once, through the others.
 */
export async function loseNode(world: LiveWorld): Promise<void> {
  const { nodes, bounds, stopNode, startNode, note } = world
  const [first, ...others] = nodes.web3
  if (first === undefined || others.length === 0) throw new NotHere('name a second node to lose the first')
  if (!stopNode && !first.startsWith('http:'))
    throw new NotHere('the way to a node is cut only where it goes without TLS')
  const { folder, keyring } = await openData(world)
  const { addresses } = await requireDeployment(folder)
  const admin = await keyring.admin(folder.regulator.gln)
  if (!admin) throw new Error('the key store has no admin of the regulator')
  if (stopNode && !startNode) note('without FISCO_BCOS_START_NODE the node stays stopped')
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
      ledger.govern(admin, appoint(folder.regulator.gln, account, 'auditor'), 'Tried out', {
        signal: AbortSignal.timeout(takenMs),
      })
    const under = early.map(perform)
    if (stopNode) await shell(stopNode)
    else way.cut()
    const settled = await Promise.allSettled([...under, ...late.map(perform)])
    const lost = settled.flatMap((one) =>
      one.status === 'rejected' ? [one.reason] : one.value.state === 'taken' ? [] : one.value.reason,
    )
    if (lost.length > 0) {
      const detail = { carrier: carrier.status(), nodes: endpoint.status(), first: lost[0] }
      throw new Error(`${lost.length} of ${bounds.acts} acts were not taken in ${takenMs / 1000} s`, { cause: detail })
    }
    for (const account of accounts) {
      const operator = await ledger.reads.institutions.operator(account)
      if (operator?.role !== 'auditor') throw new Error(`the act for ${account} was taken, and is not there`)
    }
    const how = stopNode ? 'the node stopped' : 'the way to it cut'
    note(`${bounds.acts} acts, ${how}, all taken in ${((performance.now() - start) / 1000).toFixed(1)} s`)
  } finally {
    await carrier.close()
    endpoint.close()
    await way.close()
    if (stopNode && startNode) await bringBack(startNode, first, others, note)
  }
}

/** Runs a command to its end; what it leaves running in the background is not waited for. */
async function shell(command: string): Promise<void> {
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(commandMs) })
  if (code !== 0) throw new Error(`${command} ended with ${code}`)
}

/** Starts the node again, and waits until it has the blocks that the others have. */
async function bringBack(command: string, first: string, others: readonly string[], note: LiveWorld['note']) {
  await shell(command)
  const start = performance.now()
  const heightOf = async (urls: readonly string[]): Promise<number> => {
    const endpoint = createEndpoint({ urls })
    try {
      return Number(await endpoint.request({ method: 'eth_blockNumber' }))
    } finally {
      endpoint.close()
    }
  }
  const wanted = await heightOf(others)
  for (;;) {
    const height = await heightOf([first]).catch(() => -1)
    const seconds = (performance.now() - start) / 1000
    if (height >= wanted) return note(`the node is back at height ${height} after ${seconds.toFixed(1)} s`)
    if (seconds * 1000 > backMs)
      throw new Error(`the node was started, and is at ${height} of ${wanted} after ${seconds} s`)
    await setTimeout(500)
  }
}
