import type { PackingArgs } from '../chain/event-args.ts'
import {
  type LotUnits,
  mergeUnits,
  moveContainer,
  moveUnits,
  type NamedUnits,
  openContainer,
  sumUnits,
} from '../work/goods.ts'
import { containerId, glnText, holderText, homeOf, ssccText } from '../work/ids.ts'
import type { Work } from '../work/work.ts'
import { refsOfHolder, refsOfLots, unitsByLot } from './goods.ts'
import type { Ref, Rules } from './rule.ts'

type Names = 'Packed' | 'Unpacked' | 'Nested' | 'Denested'

interface Repacked {
  readonly lots: LotUnits
  readonly words: readonly (NamedUnits & { readonly containerRef: number })[]
  readonly containers: readonly Ref[]
}

/** Moves units between containers and the holder around them; `isInto` says which way. */
function repack(work: Work, holderRef: number, packings: readonly PackingArgs[], isInto: boolean): Repacked {
  const lots: LotUnits = new Map()
  const words: (NamedUnits & { readonly containerRef: number })[] = []
  const refs = new Set<number>()
  // Neighbours in one container change the totals of all around it once.
  for (let start = 0; start < packings.length; ) {
    const sscc = packings[start]?.sscc ?? 0n
    let end = start
    while (end < packings.length && packings[end]?.sscc === sscc) end++
    const ref = work.refOf(containerId(sscc))
    const [from, to] = isInto ? [holderRef, ref] : [ref, holderRef]
    const moved = moveUnits(work, from, to, packings.slice(start, end))
    mergeUnits(lots, moved.lots)
    for (const units of moved.named) words.push({ ...units, containerRef: ref })
    refs.add(ref)
    start = end
  }
  return { lots, words, containers: [...refs].map((ref): Ref => ['container', ref]) }
}

function nestedUnits(
  work: Work,
  children: readonly bigint[],
  from: number,
  to: number,
  seq: number,
): { readonly lots: LotUnits; readonly refs: readonly Ref[] } {
  const lots: LotUnits = new Map()
  for (const child of children) mergeUnits(lots, moveContainer(work, child, from, to, seq))
  return { lots, refs: children.map((child): Ref => ['container', work.refOf(containerId(child))]) }
}

/** Units into and out of containers, and containers into and out of others. */
export const packingRules: Rules<Names> = {
  Packed: {
    needs({ gln, packings }, keys) {
      keys.home(gln)
      keys.slices(packings)
      for (const { sscc } of packings) keys.container(sscc)
    },
    apply({ args, work, seq }) {
      const gln = glnText(args.gln)
      const home = work.refOf(homeOf(args.gln))
      for (const sscc of new Set(args.packings.map((packing) => packing.sscc)))
        openContainer(work, sscc, home, gln, seq)
      const { lots, words, containers } = repack(work, home, args.packings, true)
      return {
        act: 'pack',
        gln,
        units: sumUnits(lots),
        fromRef: home,
        args: { lots: unitsByLot(lots) },
        refs: [['institution', Number(args.gln)], ...refsOfLots(work, lots), ...containers],
        words,
        daily: lots,
      }
    },
  },
  Unpacked: {
    needs({ holder, packings }, keys) {
      keys.holder(holder)
      keys.slices(packings)
      for (const { sscc } of packings) keys.container(sscc)
    },
    apply({ args, work, seq }) {
      const toRef = work.refOf(args.holder)
      const holder = work.holders.get(holderText(args.holder))
      const { lots, words, containers } = repack(work, toRef, args.packings, false)
      for (const [, ref] of containers) work.containers.put({ ...work.containers.get(ref), updatedSeq: seq })
      // Out of a shipment's containers come those that the receiver found missing: an act of another name, counted there.
      const isMissing = holder.kind === 'shipment'
      return {
        act: isMissing ? 'receiveGoods' : 'unpack',
        gln: glnText(args.gln),
        units: sumUnits(lots),
        toRef,
        args: { lots: unitsByLot(lots) },
        refs: [
          ['institution', Number(args.gln)],
          ...refsOfHolder(work, holder),
          ...refsOfLots(work, lots),
          ...containers,
        ],
        words,
        ...(isMissing ? {} : { daily: lots }),
      }
    },
  },
  Nested: {
    needs({ gln, parent, children }, keys) {
      keys.home(gln)
      for (const sscc of [parent, ...children]) keys.container(sscc)
    },
    apply({ args, work, seq }) {
      const gln = glnText(args.gln)
      const home = work.refOf(homeOf(args.gln))
      const parent = openContainer(work, args.parent, home, gln, seq)
      const { lots, refs } = nestedUnits(work, args.children, home, parent, seq)
      return {
        act: 'nest',
        gln,
        units: sumUnits(lots),
        fromRef: home,
        toRef: parent,
        args: { parent: ssccText(args.parent), children: args.children.map(ssccText), lots: unitsByLot(lots) },
        refs: [['institution', Number(args.gln)], ['container', parent], ...refs],
      }
    },
  },
  Denested: {
    needs({ parent, holder, children }, keys) {
      keys.holder(holder)
      for (const sscc of [parent, ...children]) keys.container(sscc)
    },
    apply({ args, work, seq }) {
      const [parent, holder] = [work.refOf(containerId(args.parent)), work.refOf(args.holder)]
      const { lots, refs } = nestedUnits(work, args.children, parent, holder, seq)
      work.containers.put({ ...work.containers.get(parent), updatedSeq: seq })
      return {
        act: 'denest',
        gln: glnText(args.gln),
        units: sumUnits(lots),
        fromRef: parent,
        toRef: holder,
        args: { parent: ssccText(args.parent), children: args.children.map(ssccText), lots: unitsByLot(lots) },
        refs: [['institution', Number(args.gln)], ['container', parent], ...refs],
      }
    },
  },
}
