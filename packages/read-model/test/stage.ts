import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcessRequest, openChain } from '@theriac/chain'
import {
  buildGln,
  buildSscc,
  type Gln,
  type Gtin,
  type IsoDate,
  type LotNumber,
  parseGtin,
  type Result,
  type Serial,
  type Sscc,
} from '@theriac/gs1'
import {
  addOperator,
  admit,
  applyFor,
  type Call,
  commissionSerials,
  createCarrier,
  createEndpoint,
  createLedger,
  dateOf,
  dayOf,
  deployContracts,
  type Endpoint,
  type Kind,
  type LotId,
  laneAccount,
  licenceScopes,
  localSigner,
  lotIdOf,
  memoryJournal,
  type ProductData,
  registerLot,
  registerProduct,
  type Signer,
  type Trade,
} from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createIndexer, type Database, type Indexer, type LeafIndex, openLeafIndex } from '../src/core.ts'
import { testDatabases } from '../src/testing/index.ts'

const chainId = 20_280
const signHash = nativeHashSigner()

/** An institution with its operators. */
export interface Member {
  readonly gln: Gln
  readonly admin: Signer
  readonly second: Signer
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new TypeError(result.reason.message)
  return result.value
}

export const glnAt = (place: number): Gln => must(buildGln(`952000000${String(place).padStart(3, '0')}`))
export const ssccAt = (serialReference: number): Sscc =>
  must(buildSscc({ extensionDigit: 0, companyPrefix: '9520000', serialReference }))
export const gtinA: Gtin = must(parseGtin('3400935955838'))
export const gtinB: Gtin = must(parseGtin('3400930000014'))
export const newSigner = (): Signer => localSigner(generatePrivateKey(), signHash)
export const serialsOf = (count: number, prefix = 'S'): Serial[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}` as Serial)

/** A folder that is removed by `close`. */
export function newFolder(): { readonly path: string; close(): void } {
  const path = mkdtempSync(join(tmpdir(), 'theriac-read-model-'))
  return { path, close: () => rmSync(path, { recursive: true, force: true }) }
}

export const product: ProductData = {
  name: 'DOLIPRANE 1000 mg',
  genericName: 'paracetamol',
  form: 'tablet',
  strength: '1000 mg',
  pack: '8 tablets',
  maker: 'Factory',
  storageConditions: '',
  atc: 'N02BE01',
  approvalNumber: '',
  nationalCode: '',
  packSize: 8,
  levels: [],
}

/** An embedded chain in a folder, with the contracts, and a ledger on it; time is the test's. */
export async function openStage(dataDir: string, options: { readonly sealerKey?: Uint8Array } = {}) {
  const time = { now: 1_800_000_000 }
  const clock = () => time.now
  const chain = await openChain({ dataDir, chainId, clock, ...options })
  const endpoint = createEndpoint({
    request: inProcessRequest(chain),
    heads: (listener) => chain.subscribe(({ kind }) => kind === 'block' && listener()),
  })
  const regulator: Member = { gln: glnAt(1), admin: newSigner(), second: newSigner() }
  const addresses = await deployContracts(endpoint.client, privateKeyToAccount(generatePrivateKey()), {
    gln: regulator.gln,
    name: 'Regulator',
    admins: [regulator.admin.address, regulator.second.address],
    threshold: 1,
  })
  const lanes = [laneAccount(generatePrivateKey(), signHash), laneAccount(generatePrivateKey(), signHash)]
  const carrier = createCarrier({ endpoint, acts: addresses.acts, lanes, journal: memoryJournal() })
  const ledger = await createLedger({ endpoint, addresses, carrier, clock })
  const signerOf = (by: Member | Signer): Signer => ('admin' in by ? by.admin : by)

  /** Performs calls one after the other; all must be taken. */
  async function act(by: Member | Signer, ...calls: Call[]): Promise<void> {
    for (const call of calls) {
      const outcome = await ledger.perform(signerOf(by), call)
      if (outcome.state === 'refused') throw new Error(`${call.name} was refused: ${outcome.reason.name}`)
    }
  }
  /** Whether a call was taken. */
  async function attempt(by: Member | Signer, call: Call): Promise<boolean> {
    return (await ledger.perform(signerOf(by), call)).state === 'taken'
  }
  /** A strong act of the regulator, which must be taken. */
  async function govern(call: Call): Promise<void> {
    const outcome = await ledger.govern(regulator.admin, call, 'a reason')
    if (outcome.state === 'refused') throw new Error(`${call.name} was refused: ${outcome.reason.inner?.name}`)
  }
  const licence = (trade: Trade) => ({
    number: 'L-1',
    scope: licenceScopes[trade],
    validFrom: 0,
    validTo: 4_000_000_000,
  })
  /** A new institution with two operators. */
  async function enrol(place: number, kind: Exclude<Kind, 'regulator'>, trade: Trade): Promise<Member> {
    const member: Member = { gln: glnAt(place), admin: newSigner(), second: newSigner() }
    await act(member, applyFor(member.gln, kind, `${kind} ${place}`, [licence(trade)]))
    await govern(admit(member.gln, member.admin.address))
    await act(member, addOperator(member.second.address, 'operator'))
    return member
  }
  const today = (): IsoDate => dateOf(Math.floor(time.now / 86_400))
  const dayFrom = (days: number): IsoDate => dateOf(dayOf(today()) + days)

  /** A lot of a product that is registered with it, unless it is already. */
  async function makeLot(
    maker: Member,
    lotNumber: string,
    made: { readonly serials?: readonly Serial[]; readonly quantity?: number; readonly gtin?: Gtin },
  ): Promise<LotId> {
    const { serials = [], gtin = gtinA } = made
    if (!(await ledger.reads.catalogue.product(gtin))) await act(maker, registerProduct(gtin, product))
    const plan = { production: dayFrom(-3), expiry: dayFrom(300), origin: 'Plant 1' }
    const quantity = made.quantity ?? serials.length
    const serialised = serials.length > 0
    await act(maker, registerLot({ gtin, lotNumber: lotNumber as LotNumber, ...plan, quantity, serialised }))
    const lot = lotIdOf(gtin, lotNumber as LotNumber)
    await act(maker, ...commissionSerials(gtin, lot, serials))
    return lot
  }

  return {
    chain,
    endpoint,
    addresses,
    carrier,
    ledger,
    reads: ledger.reads,
    time,
    regulator,
    act,
    attempt,
    govern,
    enrol,
    licence,
    today,
    dayFrom,
    makeLot,
    async close(): Promise<void> {
      await carrier.close()
      endpoint.close()
      await chain.close()
    },
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Factory, distributor, pharmacy and hospital. */
export async function openTrade(dataDir: string) {
  const stage = await openStage(dataDir)
  const factory = await stage.enrol(11, 'factory', 'manufacture')
  const wholesale = await stage.enrol(21, 'distributor', 'wholesale')
  const pharmacy = await stage.enrol(31, 'pharmacy', 'retail')
  const hospital = await stage.enrol(41, 'hospital', 'hospital')
  return { ...stage, factory, wholesale, pharmacy, hospital }
}

export type TradeStage = Awaited<ReturnType<typeof openTrade>>

/** An indexer on a database, with an index of leaves in a folder of its own. */
export interface Reader {
  readonly database: Database
  readonly leaves: LeafIndex
  readonly indexer: Indexer
  /** Until everything is read that the chain has now. */
  catchUp(): Promise<void>
  close(): Promise<void>
}

export async function openReader(
  stage: Pick<Stage, 'endpoint' | 'addresses' | 'chain'>,
  database: Database,
  endpoint: Endpoint = stage.endpoint,
): Promise<Reader> {
  const folder = newFolder()
  const leaves = await openLeafIndex(folder.path)
  const { addresses } = stage
  const indexer = createIndexer({ database, leaves, endpoint, addresses, fromBlock: 0, pollMs: 20 })
  indexer.start()
  return {
    database,
    leaves,
    indexer,
    catchUp: () => indexer.waitFor(stage.chain.head().header.number, AbortSignal.timeout(15_000)),
    async close() {
      await indexer.close()
      await leaves.close()
      folder.close()
    },
  }
}

/** A database for tests that are about something else: on PostgreSQL a fresh one takes the least time. */
export async function anyDatabase(): Promise<Database> {
  const [database] = testDatabases().filter(({ kind }) => kind === 'postgres')
  if (!database) throw new TypeError('no PostgreSQL')
  return database.open()
}
