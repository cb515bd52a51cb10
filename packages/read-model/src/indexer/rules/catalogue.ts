import { dateOf, type ProductData } from '@theriac/ledger'
import { unitsPerWord } from '../../words.ts'
import type { ProductArgs } from '../chain/event-args.ts'
import { issue } from '../work/goods.ts'
import { bytesOf, glnText, gtinText, homeOf } from '../work/ids.ts'
import type { Rows } from '../work/tables.ts'
import type { Work } from '../work/work.ts'
import { leavesOfRun } from './leaves-of-run.ts'
import type { Ref, Rules } from './rule.ts'

type Names =
  | 'ProductRegistered'
  | 'ProductAmended'
  | 'ProductStatusSet'
  | 'LotRegistered'
  | 'LotAmended'
  | 'LotRecalled'
  | 'RunCommissioned'
  | 'QuantityCommissioned'

const unitsPerRun = 1_024
// As `ProductStatus` in contracts/src/interfaces/IProducts.sol.
const productStatuses = ['none', 'active', 'suspended', 'retired', 'withdrawn'] as const

const productRef = (gtin: string | bigint): Ref => ['product', Number(gtin)]
const institutionRef = (gln: string | bigint): Ref => ['institution', Number(gln)]
const refsOfLot = ({ ref, gtin, owner }: Rows['lots']): Ref[] => [['lot', ref], productRef(gtin), institutionRef(owner)]

function storeVersion(
  work: Work,
  gtin: string,
  version: number,
  args: ProductArgs,
  reason: string | null,
  seq: number,
) {
  const levels = args.levels.map((level) => ({ gtin: gtinText(level.gtin), units: level.units }))
  const data = { ...args, levels } as unknown as ProductData
  work.productVersions.push({ gtin, version, data, reason, seq })
  for (const level of [{ gtin, units: 1 }, ...levels]) work.packagingLevels.set(level.gtin, { ...level, product: gtin })
  const words = [args.name, args.genericName, args.maker, args.atc, args.approvalNumber, args.nationalCode]
  const codes = [gtin, ...levels.map((level) => level.gtin)]
  const searchText = [...words, ...codes].filter(Boolean).join(' ').toLowerCase()
  return { data, name: args.name, version, searchText }
}

/** Products, lots, and the units they were commissioned with. */
export const catalogueRules: Rules<Names> = {
  ProductRegistered: {
    apply({ args, work, seq }) {
      const [gtin, owner] = [gtinText(args.gtin), glnText(args.owner)]
      const version = storeVersion(work, gtin, 1, args.data, null, seq)
      const status = { status: 'active', suspendedBy: null, reason: null }
      work.products.put({ gtin, owner, ...status, ...version, registeredSeq: seq, updatedSeq: seq })
      const refs = [productRef(gtin), institutionRef(owner)]
      return { act: 'registerProduct', gln: owner, args: { gtin, version: 1, name: args.data.name }, refs }
    },
  },
  ProductAmended: {
    needs: ({ gtin }, keys) => keys.product(gtin),
    apply({ args, work, seq }) {
      const product = work.products.get(gtinText(args.gtin))
      const { gtin, owner } = product
      const { version, reason } = args
      work.products.put({
        ...product,
        ...storeVersion(work, gtin, version, args.data, reason, seq),
        updatedSeq: seq,
      })
      const refs = [productRef(gtin), institutionRef(owner)]
      return { act: 'amendProduct', gln: owner, args: { gtin, version, name: args.data.name, reason }, refs }
    },
  },
  ProductStatusSet: {
    needs: ({ gtin }, keys) => keys.product(gtin),
    apply({ args, work, seq }) {
      const product = work.products.get(gtinText(args.gtin))
      const { gtin, owner } = product
      const [status, by, reason] = [productStatuses[args.status] ?? 'none', glnText(args.by), args.reason]
      // A withdrawal leaves it as it was; whatever else ends a suspension.
      const suspendedBy = { suspended: by, withdrawn: product.suspendedBy }[status as string] ?? null
      work.products.put({ ...product, status, suspendedBy, reason, updatedSeq: seq })
      const wasSuspended = product.status === 'suspended'
      const acts = { suspended: 'suspendProduct', retired: 'retireProduct', withdrawn: 'withdrawProduct' }
      const act = status !== 'withdrawn' && status !== 'suspended' && wasSuspended ? 'reinstateProduct' : undefined
      const refs = [productRef(gtin), institutionRef(owner), institutionRef(by)]
      return { act: act ?? acts[status as keyof typeof acts], gln: by, args: { gtin, status, reason }, refs }
    },
  },
  LotRegistered: {
    apply({ args, work, seq }) {
      const { lotNumber, quantity, serialised, origin } = args
      const plan = { production: dateOf(args.production), expiry: dateOf(args.expiry), quantity, origin }
      const [gtin, owner] = [gtinText(args.gtin), glnText(args.owner)]
      const ids = { ref: work.nextLotRef(), lot: args.lot, gtin, lotNumber, owner }
      const recall = { recalled: false, recallClass: null, recallReason: null, recalledBy: null, recalledSeq: null }
      const lot = { ...ids, ...plan, serialised, commissioned: 0, ...recall, registeredSeq: seq }
      work.lots.put(lot)
      work.gtinOfLot.set(lot.ref, gtin)
      const told = { gtin, lotNumber, ...plan, serialised }
      return { act: 'registerLot', gln: owner, args: told, refs: refsOfLot(lot) }
    },
  },
  LotAmended: {
    needs: ({ lot }, keys) => keys.lot(lot),
    apply({ args, work }) {
      const { quantity, origin, reason } = args
      const plan = { production: dateOf(args.production), expiry: dateOf(args.expiry), quantity, origin }
      const lot = { ...work.lots.get(args.lot), ...plan }
      work.lots.put(lot)
      return { act: 'amendLot', gln: lot.owner, args: { ...plan, reason }, refs: refsOfLot(lot) }
    },
  },
  LotRecalled: {
    needs: ({ lot }, keys) => keys.lot(lot),
    apply({ args, work, seq }) {
      const { recallClass, reason } = args
      const recalledBy = glnText(args.by)
      const recall = { recalled: true, recallClass, recallReason: reason, recalledBy, recalledSeq: seq }
      const lot = { ...work.lots.get(args.lot), ...recall }
      work.lots.put(lot)
      const refs = [...refsOfLot(lot), institutionRef(args.by)]
      return { act: 'recallLot', gln: recalledBy, args: { recallClass, reason }, refs }
    },
  },
  RunCommissioned: {
    needs({ lot, gln }, keys) {
      keys.lot(lot)
      keys.home(gln)
    },
    apply({ args, event, work, seq }) {
      const { run, count } = args
      const lot = work.lots.get(args.lot)
      const home = work.refOf(homeOf(args.gln))
      work.lots.put({ ...lot, commissioned: lot.commissioned + count })
      work.runs.push({ lotRef: lot.ref, run, count, root: bytesOf(args.root), seq })
      const leaves = leavesOfRun(event)
      if (leaves) work.leaves.push({ lotRef: lot.ref, first: run * unitsPerRun, leaves, seq })

      const words = []
      for (let done = 0; done < count; done += unitsPerWord) {
        const word = (run * unitsPerRun + done) / unitsPerWord
        const units = Math.min(unitsPerWord, count - done)
        const holders = new Uint32Array(unitsPerWord).fill(home, 0, units)
        work.words.put({ lotRef: lot.ref, word, holders })
        words.push({ lotRef: lot.ref, word, mask: (1n << BigInt(units)) - 1n })
      }
      issue(work, home, lot.ref, count)
      return {
        act: 'commission',
        gln: glnText(args.gln),
        units: count,
        toRef: home,
        // A call that another contract made in the operator's name is not in the transaction's own input.
        args: leaves ? { run } : { run, leaves: 'unknown' },
        refs: refsOfLot(lot),
        words,
        daily: new Map([[lot.ref, count]]),
      }
    },
  },
  QuantityCommissioned: {
    needs({ lot, gln }, keys) {
      keys.lot(lot)
      keys.home(gln)
    },
    apply({ args, work }) {
      const { quantity } = args
      const lot = work.lots.get(args.lot)
      const home = work.refOf(homeOf(args.gln))
      work.lots.put({ ...lot, commissioned: lot.commissioned + quantity })
      issue(work, home, lot.ref, quantity)
      return {
        act: 'commissionQuantity',
        gln: glnText(args.gln),
        units: quantity,
        toRef: home,
        args: {},
        refs: refsOfLot(lot),
        daily: new Map([[lot.ref, quantity]]),
      }
    },
  },
}
