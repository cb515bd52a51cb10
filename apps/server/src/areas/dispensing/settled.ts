import type { Gtin, Serial } from '@theriac/gs1'
import { type LotId, leafOf, parseWordKey, quantityWord, unitsPerWord } from '@theriac/ledger'
import { type Db, endingQueries, type LeafIndex, schema } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import type { Hex } from 'viem'
import { alertCodeOf, hasEnded, unitStateOf } from '../../alerts/codes.ts'
import { raiseAlert } from '../../alerts/raise.ts'
import { holderOf } from '../../goods/where/places.ts'
import { causeOf } from '../../goods/where/require-places.ts'
import type { SettledHooks, SettledJob } from '../../jobs/hooks.ts'
import { administrationsSettled } from '../drug-use/administrations.ts'

/** What settling works with. */
export interface DispensingSettledDeps {
  readonly leaves: Pick<LeafIndex, 'find'>
  /** Now, Unix ms. */
  readonly clock: () => number
}

interface NamedPack {
  readonly gtin: Gtin
  readonly serial: Serial
  readonly scan?: string
}

/** A dispensing that the ledger refused because the packs had gone already raises the alert of a second dispensing. */
export function createDispensingSettled(deps: DispensingSettledDeps): SettledHooks {
  const refused = (tx: Db, job: SettledJob): Promise<void> => raiseForRefusal(deps, tx, job)
  return { 'dispensing.dispense': refused, 'dispensing.dispensePart': refused, ...administrationsSettled }
}

async function raiseForRefusal({ leaves, clock }: DispensingSettledDeps, tx: Db, job: SettledJob): Promise<void> {
  const { refusal, operation } = job
  if (refusal?.name !== 'InventoryNotHeld') return
  const { lot, number, indexes } = missingOf(refusal.args)
  const [row] = await tx.select().from(schema.lots).where(eq(schema.lots.lot, lot))
  if (!row || number === quantityWord) return
  const queries = endingQueries(tx)
  const byHolder = await queries.unitsByHolder(
    row.ref,
    indexes.map((index) => [index, index] as const),
  )
  const holders = await queries.holders([...byHolder.keys()])
  const packs = new Map<number, NamedPack>()
  for (const pack of (job.result.packs ?? []) as readonly NamedPack[]) {
    for (const place of await leaves.find(leafOf(pack.gtin, pack.serial))) {
      if (place.lotRef === row.ref) packs.set(place.index, pack)
    }
  }
  for (const [ref, ranges] of byHolder) {
    const state = unitStateOf(holderOf(holders.get(ref)))
    // A pack that is only in another's stock has not left circulation.
    if (!hasEnded(state)) continue
    for (const index of ranges.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i),
    )) {
      const pack = packs.get(index)
      const since = (await queries.lastMove(row.ref, index))?.time
      await raiseAlert(tx, {
        code: alertCodeOf({ operation, refusal: refusal.name }) ?? 'PCK_22',
        gln: job.gln,
        accountId: job.accountId,
        gtin: row.gtin,
        lotNumber: row.lotNumber,
        expiry: row.expiry,
        ...(pack ? { serial: pack.serial } : {}),
        ...(pack?.scan ? { scan: pack.scan } : {}),
        cause: causeOf('dispense', { state, since }),
        detail: `The ledger refused to dispense pack ${pack?.serial ?? index}: it is ${state.replaceAll('_', ' ')} already`,
        jobId: job.id,
        now: clock(),
      })
    }
  }
}

/** The packs of a word that the ledger did not find where they should be. */
function missingOf({ word, held, mask }: Readonly<Record<string, unknown>>) {
  const { lot, number } = parseWordKey(String(word) as Hex) as { lot: LotId; number: number }
  const missing = BigInt(String(mask)) & ~BigInt(String(held))
  const indexes: number[] = []
  for (let bit = 0, rest = missing; rest !== 0n; bit++, rest >>= 1n) {
    if ((rest & 1n) === 1n) indexes.push(number * unitsPerWord + bit)
  }
  return { lot, number, indexes }
}
