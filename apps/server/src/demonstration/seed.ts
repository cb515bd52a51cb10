import type { Signer } from '@theriac/ledger'
import type { Hex } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { hashPassword } from '../accounts/sign-in/passwords.ts'
import type { Server } from '../compose.ts'
import { cast, demonstrationPassword } from './cast.ts'
import { assortment } from './chapters/assortment.ts'
import { dispensing } from './chapters/dispensing.ts'
import { endings } from './chapters/endings.ts'
import { exceptions } from './chapters/exceptions.ts'
import { hospital } from './chapters/hospital.ts'
import { making } from './chapters/making.ts'
import { oversight } from './chapters/oversight.ts'
import { recall } from './chapters/recall.ts'
import { scanning } from './chapters/scanning.ts'
import { supply } from './chapters/supply.ts'
import type { DemonstrationClock } from './clock.ts'
import { accountName, enrolCast } from './enrol.ts'
import { registerSealingNode } from './sealing-node.ts'
import { createStage } from './stage/stage.ts'
import { dropTokens, makeTokens } from './tokens.ts'

/** Names to sign in with: the admin of each institution. */
export const demonstrationNames: readonly string[] = cast.map(({ key }) => accountName(key, 'admin'))

/** What a demonstration is made with. */
export interface DemonstrationOptions {
  /** Admin of the regulator that the contracts were deployed with. */
  readonly admin: Signer
  /** Public key of the node that seals the chain, 64 bytes; undefined for a chain that has more than one. */
  readonly node: Hex | undefined
  /** The clock that the server and its chain go by, as `demonstrationClock` made it. */
  readonly clock: DemonstrationClock
  readonly signal: AbortSignal
}

// Making before all that is about lots: the others ask it for them.
const chapters = [assortment, making, supply, exceptions, dispensing, hospital, endings, recall, scanning, oversight]

const tokenName = 'demonstration'

/**
 * Lets six weeks of a consortium pass on a server on which nothing has happened yet: the cast is enrolled and plays its
 * story through the HTTP API. The clock shows the real time when it resolves.
 *
 * @throws Error when the story goes another way than it must; the signal's reason
 */
export async function seedDemonstration(
  server: Server,
  { admin, node, clock, signal }: DemonstrationOptions,
): Promise<void> {
  const { app, ledger, keys, indexer, database } = server
  const { db } = database
  const deps = { db, ledger, keys, clock: clock.now }
  const members = await enrolCast(deps, admin, await hashPassword(demonstrationPassword))
  if (node !== undefined) await registerSealingNode(ledger, admin, node)
  await indexer.waitFor(await getBlockNumber(ledger.client, { cacheTime: 0 }), signal)
  await app.ready()
  const tokens = await makeTokens(db, tokenName, clock.now())
  try {
    const { stage, play } = createStage({ app, clock, members, tokens })
    for (const chapter of chapters) chapter(stage)
    await play(signal)
  } finally {
    await dropTokens(db, tokenName)
  }
  clock.set(Number.POSITIVE_INFINITY)
}
