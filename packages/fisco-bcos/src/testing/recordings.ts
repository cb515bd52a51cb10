import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordedAnswer } from './stand-in.ts'

/** One recorded call, with the file it is from, relative to the folder. */
export interface Recording extends RecordedAnswer {
  readonly file: string
  readonly url: string
}

/**
 * Reads what was recorded from a real chain: each JSON file below the folder with one `request` and its `response`.
 * Files of another form (batches, whole sessions) are left out.
 */
export function readRecordings(folder: string, below = ''): readonly Recording[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry): readonly Recording[] => {
      const file = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) return readRecordings(folder, file)
      if (!file.endsWith('.json')) return []
      const { request, response, url = '' } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
      return typeof request?.method === 'string' && response !== undefined ? [{ file, url, request, response }] : []
    })
}

/** Whether it was asked of the native RPC, by the method or, for those it does not have, by its default port. */
export function isNativeRecording({ url }: Recording): boolean {
  return url.endsWith(':20200')
}
