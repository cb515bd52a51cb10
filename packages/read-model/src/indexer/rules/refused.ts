import { decodeCall, decodeRevert, parseWordKey, quantityWord, type Revert } from '@theriac/ledger'
import type { Hex } from 'viem'
import type { NamedUnits } from '../work/goods.ts'
import { holderText } from '../work/ids.ts'
import type { Wanted } from '../work/keys.ts'
import { plainValues } from '../work/plain.ts'
import type { Work } from '../work/work.ts'
import { refsOfHolder } from './goods.ts'
import type { Ref, Rules } from './rule.ts'

/** The contract's own error, out of the one that passes it on. */
function innermost(revert: Revert): Revert {
  return revert.inner ? innermost(revert.inner) : revert
}

interface Named {
  readonly lot?: Hex
  readonly word?: Hex
  readonly holder?: bigint
  readonly shipment?: bigint
  readonly held?: bigint
  readonly mask?: bigint
}

/** No unit of a lot is in a word beyond: whoever is refused may have named any. */
const mostWords = 2 ** 24

function unitsRefused(lotRef: number, { word, held = 0n, mask }: Named): NamedUnits[] {
  if (word === undefined || mask === undefined) return []
  const { number } = parseWordKey(word)
  const lacking = mask & ~held
  if (number === quantityWord || number >= mostWords || lacking === 0n) return []
  return [{ lotRef, word: number, mask: lacking }]
}

function lotNamed({ lot, word }: Named): Hex | undefined {
  return lot ?? (word && parseWordKey(word).lot)
}

function holdersNamed({ holder, shipment }: Named): bigint[] {
  return [holder, shipment].filter((id) => id !== undefined)
}

function needs(revert: Revert, keys: Wanted): void {
  const named = revert.args as Named
  const lot = lotNamed(named)
  if (lot) keys.lot(lot)
  for (const id of holdersNamed(named)) keys.holder(id)
}

/** What a refusal names and the read model knows; anyone can have anything refused. */
function concerned(work: Work, revert: Revert): { refs: Ref[]; words: NamedUnits[] } {
  const named = revert.args as Named
  const id = lotNamed(named)
  const lot = id && work.lots.find(id)
  const holders = holdersNamed(named).flatMap((holder) => work.holders.find(holderText(holder)) ?? [])
  const refs = holders.flatMap((holder) => refsOfHolder(work, holder))
  if (!lot) return { refs, words: [] }
  return {
    refs: [...refs, ['lot', lot.ref], ['product', Number(lot.gtin)]],
    words: unitsRefused(lot.ref, named),
  }
}

/** Acts that a contract refused: nothing changed, and that it was tried is kept. */
export const refusedRules: Rules<'ActRefused'> = {
  ActRefused: {
    needs: ({ reason }, keys) => needs(innermost(decodeRevert(reason)), keys),
    apply({ args, event, work }) {
      const revert = innermost(decodeRevert(args.reason))
      const told = { error: revert.name, args: plainValues(revert.args), data: args.reason }
      const called = event.callData && decodeCall(event.callData.slice(0, 10) as Hex)
      return { act: called?.name, args: told, ...concerned(work, revert) }
    },
  },
}
