import { stat } from 'node:fs/promises'
import { isLedgerError } from '@theriac/ledger'
import { fileJournal } from '@theriac/ledger/node'
import { absent } from '../data-folder.ts'

/** What the journal of acts has: nothing yet, acts under way in another process, or a number of acts left open. */
export type JournalState =
  | { readonly state: 'none' }
  | { readonly state: 'in use'; readonly pid: number }
  | { readonly state: 'closed'; readonly open: number }

/** Looks into the journal. Throws LedgerError JournalDamaged, JournalFailed. */
export async function journalState(path: string): Promise<JournalState> {
  if ((await stat(path).catch(absent)) === undefined) return { state: 'none' }
  try {
    const journal = await fileJournal(path)
    try {
      return { state: 'closed', open: (await journal.pending()).length }
    } finally {
      await journal.close()
    }
  } catch (error) {
    if (isLedgerError(error, 'JournalLocked')) return { state: 'in use', pid: error.data.pid }
    throw error
  }
}
