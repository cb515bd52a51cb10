import type { Chain } from '@theriac/chain'
import type { Serial } from '@theriac/gs1'
import { commission, dispense, leafOf, receiveGoods, type SignedAct, ship, unitsPerRun } from '@theriac/ledger'
import { type Sender, signAll } from './in-process.ts'
import { type BenchLedger, lotOf, sendActs } from './ledger-setup.ts'

/** Commissions the first lot and hands all of it to the pharmacy. */
export async function stockPharmacy(chain: Chain, sender: Sender, ledger: BenchLedger, units: number): Promise<void> {
  const { factory, pharmacy, gtin } = ledger
  const lot = lotOf(ledger, 0)
  const leaves = Array.from({ length: units }, (_, i) => leafOf(gtin, `S${i}` as Serial))
  const making: SignedAct[] = []
  for (let i = 0; i < units; i += unitsPerRun) {
    making.push(await ledger.sign(factory, commission(lot, i / unitsPerRun, leaves.slice(i, i + unitsPerRun))))
  }
  await sendActs(chain, signAll(chain, sender, ledger.carry(making, 1)), making.length)
  const goods = { units: [{ lot, units: [[0, units - 1]] as const }] }
  for (const act of [
    await ledger.sign(factory, ship(1n, pharmacy.gln, goods)),
    await ledger.sign(pharmacy, receiveGoods({ sender: factory.gln, number: 1n }, goods)),
  ]) {
    await sendActs(chain, signAll(chain, sender, ledger.carry([act], 1)), 1)
  }
}

/** Signs the dispensing of each of the pharmacy's packs, one by one. */
export async function signDispensings(ledger: BenchLedger, units: number): Promise<SignedAct[]> {
  const lot = lotOf(ledger, 0)
  // A customer's pack may be any: neighbours would share storage.
  const order = Array.from({ length: units }, (_, i) => (i * 7_919) % units)
  return Promise.all(order.map((unit) => ledger.sign(ledger.pharmacy, dispense([{ lot, units: [unit] }]))))
}
