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
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import {
  type Addresses,
  addOperator,
  admit,
  applyFor,
  type Call,
  commissionSerials,
  createCarrier,
  createEndpoint,
  createLedger,
  createTrail,
  dateOf,
  dayOf,
  deployContracts,
  type Kind,
  type LotId,
  laneAccount,
  licenceScopes,
  localSigner,
  lotIdOf,
  memoryJournal,
  type Outcome,
  type ProductData,
  registerLot,
  registerProduct,
  type Signer,
  type Trade,
} from '../../src/index.ts'
import { nativeHashSigner } from '../../src/node.ts'

const chainId = 20_270
const signHash = nativeHashSigner()
const year = 365 * 86_400

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

/** An embedded chain with the contracts, and a ledger on it; time is the test's. */
export async function openStage(options: { readonly threshold?: number } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-ledger-'))
  const time = { now: Math.floor(Date.now() / 1000) }
  const clock = () => time.now
  const chain = await openChain({ dataDir: folder, chainId, clock })
  const endpoint = createEndpoint({ request: inProcessRequest(chain) })
  const regulator: Member = { gln: glnAt(1), admin: newSigner(), second: newSigner() }
  const addresses: Addresses = await deployContracts(endpoint.client, privateKeyToAccount(generatePrivateKey()), {
    gln: regulator.gln,
    name: 'Regulator',
    admins: [regulator.admin.address, regulator.second.address],
    threshold: options.threshold ?? 1,
  })
  const lanes = [laneAccount(generatePrivateKey(), signHash), laneAccount(generatePrivateKey(), signHash)]
  const carrier = createCarrier({ endpoint, acts: addresses.acts, lanes, journal: memoryJournal() })
  const ledger = await createLedger({ endpoint, addresses, carrier, clock })
  const trail = createTrail(addresses)
  /** `contract.function` of every call that was taken. */
  const taken = new Set<string>()

  function follow(call: Call, outcome: Outcome): void {
    if (outcome.state === 'refused') {
      const told = JSON.stringify(outcome.reason, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
      throw new Error(`${call.name} was refused: ${told}`)
    }
    taken.add(`${call.contract}.${call.name}`)
    for (const log of outcome.logs) trail.follow(log)
  }
  const signerOf = (by: Member | Signer): Signer => ('admin' in by ? by.admin : by)

  /** Performs calls one after the other; all must be taken. */
  async function act(by: Member | Signer, ...calls: Call[]): Promise<void> {
    for (const call of calls) follow(call, await ledger.perform(signerOf(by), call))
  }
  /** A strong act of the regulator, which must be taken. */
  async function govern(call: Call): Promise<void> {
    follow(call, await ledger.govern(regulator.admin, call, 'a reason'))
  }
  /** The name of the error that a call is refused with, or `taken`. */
  async function refusalOf(by: Member | Signer, call: Call): Promise<string> {
    const outcome = await ledger.perform(signerOf(by), call)
    if (outcome.state === 'taken') return 'taken'
    return (outcome.reason.inner ?? outcome.reason).name
  }
  const licence = (trade: Trade) => ({
    number: 'L-1',
    scope: licenceScopes[trade],
    validFrom: time.now - year,
    validTo: time.now + year,
  })
  /** A new institution with two operators, admitted where `threshold` is 1. */
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
    await act(
      maker,
      registerLot({
        gtin,
        lotNumber: lotNumber as LotNumber,
        production: dayFrom(-3),
        expiry: dayFrom(300),
        quantity: made.quantity ?? serials.length,
        origin: 'Plant 1',
        serialised: serials.length > 0,
      }),
    )
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
    trail,
    taken,
    time,
    regulator,
    act,
    govern,
    refusalOf,
    enrol,
    licence,
    today,
    dayFrom,
    makeLot,
    async close(): Promise<void> {
      await carrier.close()
      endpoint.close()
      await chain.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Factory, distributor, pharmacy and hospital. */
export async function openTrade() {
  const stage = await openStage()
  const factory = await stage.enrol(11, 'factory', 'manufacture')
  const wholesale = await stage.enrol(21, 'distributor', 'wholesale')
  const pharmacy = await stage.enrol(31, 'pharmacy', 'retail')
  const hospital = await stage.enrol(41, 'hospital', 'hospital')
  return { ...stage, factory, wholesale, pharmacy, hospital }
}
