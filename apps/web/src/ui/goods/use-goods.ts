import { useMutation } from '@tanstack/react-query'
import type { Lot } from '@theriac/api'
import { useRef, useState } from 'react'
import { playVerdict, type Verdict } from '../../core/scan/sound.ts'
import { type Found, type FoundContainer, type FoundPack, findGoods } from './find-goods.ts'
import { type Goods, goodsKey } from './goods.ts'
import { useGoodsWords } from './words.ts'

/** What is said of a scan. */
export interface GoodsNote {
  readonly tone: Verdict
  readonly title: string
  readonly detail: string
  /** An alert that was raised about it. */
  readonly alertId?: string
}

/** Says why something cannot be taken; nothing where it can. */
export type JudgeGoods = (found: Found) => GoodsNote | undefined | Promise<GoodsNote | undefined>

/** Goods that are being collected; see `useGoods`. */
export type GoodsCollection = ReturnType<typeof useGoods>

/**
 * Collects goods by scanning them: each scan is looked up, judged by the page, told by sight and sound, and put on a list.
 *
 * ```tsx
 * const goods = useGoods((found) => where(found, ({ kind, gln }) => kind === 'institution' && gln === own))
 * <GoodsCollector goods={goods} />   …   goodsInput(goods.list)
 * ```
 */
export function useGoods(judge: JudgeGoods) {
  const words = useGoodsWords()
  const [list, setList] = useState<readonly Goods[]>([])
  const [note, setNote] = useState<GoodsNote>()
  const [lot, setLot] = useState<Lot>()
  // What scans that come faster than the screen must see of one another.
  const latest = useRef(list)

  function change(next: readonly Goods[]): void {
    latest.current = next
    setList(next)
  }
  function tell(next: GoodsNote): void {
    setNote(next)
    playVerdict(next.tone)
  }
  function add(goods: Goods): void {
    const name = goods.kind === 'pack' ? goods.serial : goods.kind === 'container' ? goods.sscc : goods.lot
    if (latest.current.some((one) => goodsKey(one) === goodsKey(goods))) {
      tell({ tone: 'warn', title: words.again, detail: name })
      return
    }
    change([...latest.current, goods])
    tell({ tone: 'good', title: words.added, detail: name })
  }

  const look = useMutation({
    async mutationFn(given: string | Found) {
      const found = typeof given === 'string' ? await findGoods(given) : given
      return { found, refusal: await judge(found) }
    },
    onSuccess({ found, refusal }) {
      if (refusal) tell(refusal)
      else if (found.kind === 'pack' || found.kind === 'container') add(goodsOf(found))
      else if (found.kind === 'lot') {
        setLot(found.lot)
        tell({ tone: 'warn', title: words.lotCode, detail: words.lotCodeDetail })
      } else if (found.kind === 'unknown') tell({ tone: 'bad', title: words.unknown, detail: words.unknownDetail })
      else tell({ tone: 'warn', title: words.unreadable, detail: words.unreadableDetail })
    },
    onError() {
      playVerdict('bad')
      setNote(undefined)
    },
  })

  return {
    list,
    note,
    /** The look-up failed: no network, for example. */
    fault: look.error,
    isBusy: look.isPending,
    /** Lot without serials whose code was scanned last: how many is asked for. */
    lot,
    scan: (text: string) => look.mutate(text),
    /** Judges what was found again, with what somebody has added to it by hand. */
    judge: (found: Found) => look.mutate(found),
    add,
    remove(goods: Goods): void {
      change(latest.current.filter((one) => one !== goods))
      setNote(undefined)
    },
    clear(): void {
      change([])
      setNote(undefined)
      setLot(undefined)
    },
    /** Takes goods off that were sent; what was scanned meanwhile stays. */
    drop(sent: readonly Goods[]): void {
      change(latest.current.filter((one) => !sent.includes(one)))
      setNote(undefined)
    },
  }
}

function goodsOf(found: FoundPack | FoundContainer): Goods {
  if (found.kind === 'container') return { kind: 'container', sscc: found.sscc, units: found.units }
  const { gtin, serial, lot, product } = found.unit
  return {
    kind: 'pack',
    gtin,
    serial,
    lot: lot.lot as (Goods & { kind: 'pack' })['lot'],
    expiry: lot.expiry,
    productName: product.name,
  }
}
