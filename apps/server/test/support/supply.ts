import { createHash, randomBytes } from 'node:crypto'
import { type Gtin, type IsoDate, type LotNumber, parseGtin, type Serial } from '@theriac/gs1'
import {
  type Call,
  commissionQuantity,
  commissionSerials,
  dateOf,
  type Goods,
  type LotId,
  lotIdOf,
  type ProductData,
  type Role,
  receiveGoods,
  recordIdOf,
  refusalInWords,
  registerLot,
  registerProduct,
  type Signer,
  ship,
  writeRecord,
} from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { bytesToHex, type Hex } from 'viem'
import { accounts } from '../../src/db/schema/accounts.ts'
import type { Key } from '../../src/demonstration/cast.ts'
import type { World } from './world.ts'

/** A lot of the factory `north`, straight on the ledger. */
export interface SuppliedLot {
  readonly gtin: Gtin
  readonly lot: LotNumber
  readonly id: LotId
  readonly expiry: IsoDate
  /** None for a lot without serials. */
  readonly serials: readonly Serial[]
}

/** Brings goods into a world past the HTTP API, for tests of what is done with them. */
export interface Supply {
  /** Has an account's key sign calls; all must be taken, and are in the read model afterwards. */
  act(key: Key, calls: readonly Call[], role?: Exclude<Role, 'none'>): Promise<void>
  signer(key: Key, role?: Exclude<Role, 'none'>): Promise<Signer>
  makeLot(
    lotNumber: string,
    made: { readonly serials?: number; readonly quantity?: number; readonly days?: number },
  ): Promise<SuppliedLot>
  /** Ships goods from `north`, which the receiver takes in. */
  give(to: Key, goods: Goods): Promise<void>
  /** Puts a document of `north` about a lot on the ledger, as a server of its own would: this one never sees the text. */
  writeElsewhere(lot: SuppliedLot, text: string): Promise<Hex>
  /** A day, so many from today. */
  day(from: number): IsoDate
}

const product: ProductData = {
  name: 'DOLIPRANE 1000 mg',
  genericName: 'paracetamol',
  form: 'tablet',
  strength: '1000 mg',
  pack: '8 tablets',
  maker: 'Nordwerk Pharma',
  storageConditions: '',
  atc: 'N02BE01',
  approvalNumber: '',
  nationalCode: '',
  packSize: 8,
  levels: [],
}

/** @param gtinDigits - of the product that all lots are of; registered here */
export async function openSupply(world: World, gtinDigits = '3400930000014'): Promise<Supply> {
  const { server, database, members } = world
  const parsed = parseGtin(gtinDigits)
  if (!parsed.ok) throw new TypeError('not a GTIN')
  const gtin = parsed.value
  let shipments = 0n

  const signer: Supply['signer'] = async (key, role = 'operator') => {
    const name = members[key].accounts[role]
    const [row] = await database.db.select().from(accounts).where(eq(accounts.name, name))
    if (!row?.operator) throw new TypeError(`${name} has no key`)
    return server.keys.signerOf({ operator: row.operator, signer: 'store', url: null, token: null })
  }
  const act: Supply['act'] = async (key, calls, role) => {
    const by = await signer(key, role)
    let block = 0n
    for (const call of calls) {
      const outcome = await server.ledger.perform(by, call)
      if (outcome.state === 'refused') throw new Error(`${call.name}: ${refusalInWords(outcome.reason)}`)
      block = outcome.blockNumber
    }
    await server.indexer.waitFor(Number(block))
  }
  const day: Supply['day'] = (from) => dateOf(Math.floor(world.clock.now() / 86_400_000) + from)

  await act('north', [registerProduct(gtin, product)])
  return {
    act,
    signer,
    day,
    async writeElsewhere({ id }, text) {
      const number = bytesToHex(randomBytes(32))
      const hash = bytesToHex(createHash('sha256').update(text).digest())
      await act('north', [writeRecord(number, 'document', { kind: 'lot', lot: id }, hash)])
      return recordIdOf(members.north.gln, number)
    },
    async makeLot(lotNumber, { serials: count = 0, quantity = count, days = 300 }) {
      const lot = lotNumber as LotNumber
      const id = lotIdOf(gtin, lot)
      const serials = Array.from({ length: count }, (_, i) => `${lotNumber}S${i}` as Serial)
      const plan = { production: day(-3), expiry: day(days), quantity, origin: 'Plant 1', serialised: count > 0 }
      await act('north', [
        registerLot({ gtin, lotNumber: lot, ...plan }),
        ...(count > 0 ? commissionSerials(gtin, id, serials) : [commissionQuantity(id, quantity)]),
      ])
      return { gtin, lot, id, expiry: plan.expiry, serials }
    },
    async give(to, goods) {
      shipments += 1n
      const number = 1_000_000n + shipments
      await act('north', [ship(number, members[to].gln, goods)])
      await act(to, [receiveGoods({ sender: members.north.gln, number }, goods)])
    },
  }
}
