/** A picture to look for a code in. */
export interface ReaderRequest {
  readonly id: number
  readonly picture: ImageData | Blob
}

/** What was found. */
export interface ReaderAnswer {
  readonly id: number
  /** With the symbology in front, as scanners send it; absent where there is no code. */
  readonly text?: string | undefined
  readonly error?: string
}

/** Reads codes out of pictures, beside the page: the page stays quick meanwhile. */
export interface Reader {
  read(picture: ImageData | Blob): Promise<string | undefined>
  close(): void
}

/** Starts a reader. It loads about a megabyte when it is used first. */
export function openReader(): Reader {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (answer: ReaderAnswer) => void>()
  let id = 0
  worker.addEventListener('message', ({ data }: MessageEvent<ReaderAnswer>) => {
    waiting.get(data.id)?.(data)
    waiting.delete(data.id)
  })
  return {
    read(picture) {
      id += 1
      const request: ReaderRequest = { id, picture }
      return new Promise((resolve, reject) => {
        waiting.set(request.id, ({ text, error }) => (error === undefined ? resolve(text) : reject(new Error(error))))
        worker.postMessage(request)
      })
    },
    close: () => worker.terminate(),
  }
}
