import { ApiError, basePath, csrfHeader, type Problem, type StoredFile } from '@theriac/api'

/** How an upload goes on. */
export interface UploadCall {
  readonly csrfToken: string
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void
  readonly signal: AbortSignal
}

/**
 * Uploads a file, and tells how far it is, which `fetch` cannot.
 *
 * @param hash - SHA-256 of its bytes where it is known: what arrives otherwise is refused
 * @throws ApiError what the server refused; TypeError where no answer came
 */
export function uploadFile(
  file: File,
  hash: `0x${string}` | undefined,
  { csrfToken, onProgress, signal }: UploadCall,
): Promise<StoredFile> {
  const [mediaType = ''] = file.type.split(';')
  const query = new URLSearchParams({
    name: file.name,
    mediaType: mediaType === '' ? 'application/octet-stream' : mediaType.toLowerCase(),
    ...(hash === undefined ? {} : { hash }),
  })
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${basePath}/files?${query}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('idempotency-key', crypto.randomUUID())
    request.setRequestHeader(csrfHeader, csrfToken)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      try {
        const answer: unknown = JSON.parse(request.responseText)
        if (request.status < 300) resolve(answer as StoredFile)
        else reject(new ApiError(answer as Problem))
      } catch (error) {
        reject(new TypeError('The server gave no answer that can be read', { cause: error }))
      }
    }
    request.onerror = () => reject(new TypeError('network'))
    request.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
