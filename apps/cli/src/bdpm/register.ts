import {
  isLedgerError,
  type Ledger,
  type LedgerErrorCode,
  type Outcome,
  refusalInWords,
  registerProduct,
  type Signer,
} from '@theriac/ledger'
import type { Pack } from './read.ts'

/** A pack that the ledger refused, with the reason. */
interface RefusedPack {
  readonly pack: Pack
  readonly name: string
  readonly reason: string
}

/** What registering did. */
export interface Registration {
  readonly registered: number
  /** Packs whose GTIN the ledger knew before. */
  readonly known: number
  readonly refused: readonly RefusedPack[]
}

const unfit: ReadonlySet<LedgerErrorCode> = new Set<LedgerErrorCode>(['FieldInvalid', 'ActTooLarge', 'ActOutOfGas'])

/** How many acts, or look-ups, are under way at a time. */
const acts = 1_500
const lookUps = 250

/**
 * Finds the packs that the ledger does not know.
 *
 * @param told - called for each pack that was looked up
 */
export async function unknownPacks(
  ledger: Ledger,
  packs: readonly Pack[],
  signal: AbortSignal,
  told: () => void,
): Promise<readonly Pack[]> {
  const unknown: Pack[] = []
  await sideBySide(packs, lookUps, signal, async (pack) => {
    if ((await ledger.reads.catalogue.baseOf(pack.gtin)) === undefined) unknown.push(pack)
    told()
  })
  return unknown.sort((a, b) => a.line - b.line)
}

/**
 * Registers packs as products of the signer's institution, many at a time. When `signal` is aborted what was handed over
 * stays in the carrier's journal.
 *
 * @param told - called for each pack that is settled
 * @throws LedgerError of the carrier; the signal's reason
 */
export async function registerPacks(
  ledger: Ledger,
  signer: Signer,
  packs: readonly Pack[],
  signal: AbortSignal,
  told: () => void,
): Promise<Registration> {
  let registered = 0
  let known = 0
  const refused: RefusedPack[] = []
  /** A row that no act can hold is the row's fault, and no reason to stop. */
  async function perform(pack: Pack): Promise<Outcome | { state: 'unfit'; code: string; reason: string }> {
    try {
      return await ledger.perform(signer, registerProduct(pack.gtin, pack.data))
    } catch (error) {
      if (!isLedgerError(error) || !unfit.has(error.code)) throw error
      return { state: 'unfit', code: error.code, reason: error.message }
    }
  }
  await sideBySide(packs, acts, signal, async (pack) => {
    const outcome = await perform(pack)
    if (outcome.state === 'unfit') refused.push({ pack, name: outcome.code, reason: outcome.reason })
    else if (outcome.state === 'taken') registered++
    else if (outcome.reason.name === 'ProductsGtinTaken') known++
    else refused.push({ pack, name: outcome.reason.name, reason: refusalInWords(outcome.reason) })
    told()
  })
  return { registered, known, refused: refused.sort((a, b) => a.pack.line - b.pack.line) }
}

/** Does something for every item, at most `width` at a time; the first failure, or the signal, ends the waiting. */
async function sideBySide<T>(
  items: readonly T[],
  width: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      signal.throwIfAborted()
      await work(item)
    }
  }
  const all = Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  let abort: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
  })
  // One listener for all of them: a signal warns of a leak when it gets many.
  await Promise.race([all, aborted]).finally(() => abort && signal.removeEventListener('abort', abort))
}
