import { ApiError, type FileReference, largestFile } from '@theriac/api'
import { useEffect, useRef, useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { useFaultWords } from '../../../core/api/problem-words.ts'
import { useSession } from '../../../core/session/session.ts'
import { sha256 } from '../record/digest.ts'
import { useRecordFormWords } from './form-words.ts'
import { uploadFile } from './upload-file.ts'

/** Most files of a record. */
export const mostFiles = 20
export const megabytes = largestFile / 1024 / 1024

/** A file of a record that is being written. */
export interface Upload {
  readonly key: string
  readonly name: string
  readonly size: number
  readonly state: 'uploading' | 'done' | 'failed'
  /** From 0 to 1. */
  readonly share: number
  readonly hash?: `0x${string}`
  readonly fault?: string
  /** Absent for those that came with the version before. */
  readonly file?: File
  readonly isNew: boolean
}

/**
 * Uploads files as soon as they are chosen, so that the record itself is sent at once.
 *
 * @param before - files that the record has already
 */
export function useUploads(before: readonly FileReference[] = []) {
  const words = useRecordFormWords()
  const faultWords = useFaultWords()
  const { csrfToken } = useSession()
  const [uploads, setUploads] = useState<readonly Upload[]>(() =>
    before.map(({ hash, name, size }) => ({ key: hash, name, size, hash, state: 'done', share: 1, isNew: false })),
  )
  const [isFull, setFull] = useState(false)
  const leaving = useRef(new AbortController())
  useEffect(() => {
    const controller = new AbortController()
    leaving.current = controller
    return () => controller.abort()
  }, [])

  const change = (key: string, changes: Partial<Upload>): void =>
    setUploads((list) => list.map((one) => (one.key === key ? { ...one, ...changes } : one)))

  async function send(key: string, file: File): Promise<void> {
    const { signal } = leaving.current
    change(key, { state: 'uploading', share: 0 })
    try {
      const hash = await sha256(await file.arrayBuffer())
      const stored = await uploadFile(file, hash, {
        csrfToken: csrfToken ?? '',
        signal,
        onProgress: (share) => change(key, { share }),
      })
      setUploads((list) =>
        // The same file twice is one file.
        list.some((one) => one.key !== key && one.hash === stored.hash)
          ? list.filter((one) => one.key !== key)
          : list.map((one) => (one.key === key ? { ...one, state: 'done', share: 1, hash: stored.hash } : one)),
      )
    } catch (error) {
      if (signal.aborted) return
      const isAway = error instanceof TypeError
      const { title, detail } = faultWords(error)
      change(key, { state: 'failed', fault: isAway ? words.away : error instanceof ApiError ? detail : title })
    }
  }

  return {
    uploads,
    isFull,
    isBusy: uploads.some(({ state }) => state !== 'done'),
    isChanged: uploads.some(({ isNew }) => isNew) || uploads.length !== before.length,
    hashes: uploads.flatMap(({ hash }) => hash ?? []),
    add(files: readonly File[]): void {
      const room = mostFiles - uploads.length
      setFull(files.length > room)
      const fresh = files.slice(0, room).map((file): Upload => {
        const { name, size } = file
        const fault = size > largestFile ? words.tooLarge(megabytes) : size === 0 ? words.empty : undefined
        const one = { key: crypto.randomUUID(), name, size, share: 0, isNew: true } as const
        return fault === undefined ? { ...one, state: 'uploading', file } : { ...one, state: 'failed', fault }
      })
      setUploads((list) => [...list, ...fresh])
      for (const { key, file } of fresh) if (file) void send(key, file)
    },
    retry(upload: Upload): void {
      if (upload.file) void send(upload.key, upload.file)
    },
    remove({ key, hash, isNew }: Upload): void {
      setFull(false)
      setUploads((list) => list.filter((one) => one.key !== key))
      // One that another record has too stays: the server sees to that.
      if (isNew && hash) client.files.remove({ params: { hash } }).catch(() => undefined)
    },
  }
}
export type Uploads = ReturnType<typeof useUploads>
