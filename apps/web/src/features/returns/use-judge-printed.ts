import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useSession } from '../../core/session/session.ts'
import type { Found, FoundPack, Whereabouts } from '../../ui/goods/find-goods.ts'
import type { GoodsNote } from '../../ui/goods/use-goods.ts'
import { useWhere } from '../../ui/goods/use-where.ts'
import { comparePrinted } from './printed.ts'
import { useReturnWords } from './words.ts'

/** How long a pack can be taken back after it was dispensed, as the ledger counts. */
const takeBackDays = 10
const dayMs = 86_400_000

/**
 * Judges a pack that came back by all that is printed on it, and by where it must be.
 *
 * @returns the judge for `useGoods`, and the pack whose code lacks lot or expiry, to be typed
 */
export function useJudgePrinted(from: 'dispensed' | 'returned') {
  const words = useReturnWords()
  const format = useFormat()
  const where = useWhere()
  const { institution } = useSession()
  const [incomplete, setIncomplete] = useState<FoundPack>()

  const isRight = ({ kind, gln, state }: Whereabouts): boolean =>
    gln === institution.gln && (from === 'returned' ? kind === 'returned' : kind === 'end' && state === 'dispensed')

  async function unknown(scan: string): Promise<GoodsNote> {
    const { verdict, alert } = await client.verification.verify({ body: { scan } })
    const isFalse = verdict === 'suspect'
    return {
      tone: 'bad',
      title: isFalse ? words.unknown : words.notOurs,
      detail: isFalse ? words.unknownDetail : words.notOursDetail,
      ...(alert === undefined ? {} : { alertId: alert.id }),
    }
  }

  async function judge(found: Found): Promise<GoodsNote | undefined> {
    setIncomplete(undefined)
    if (found.kind === 'unknown' && found.serial !== undefined) return unknown(found.scan)
    const elsewhere = where(found, isRight)
    if (elsewhere) return elsewhere
    if (found.kind !== 'pack') return undefined
    const { day } = found.holder
    if (from === 'dispensed' && day !== undefined && isTooLate(day))
      return { tone: 'bad', title: words.tooLate, detail: words.tooLateDetail(format.day(day)) }
    const compared = await comparePrinted(found)
    if (compared.kind === 'same') return undefined
    if (compared.kind === 'differs') {
      const { alertId } = compared
      return {
        tone: 'bad',
        title: words.differs,
        detail: words.differsDetail,
        ...(alertId === undefined ? {} : { alertId }),
      }
    }
    setIncomplete(found)
    return { tone: 'warn', title: words.incomplete, detail: words.incompleteDetail }
  }

  return { judge, incomplete }
}

/** Days are those of the calendar, UTC. */
function isTooLate(day: string): boolean {
  const today = new Date().toISOString().slice(0, 10)
  return (Date.parse(today) - Date.parse(day)) / dayMs > takeBackDays
}
