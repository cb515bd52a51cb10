import { useEffect, useState } from 'react'

/**
 * SHA-256 as the ledger has it.
 *
 * @returns undefined where the browser computes none: on pages that came over plain HTTP
 */
export async function sha256(bytes: BufferSource): Promise<`0x${string}` | undefined> {
  if (globalThis.crypto.subtle === undefined) return undefined
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `0x${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** Whether a text has a hash; undefined until that is known. */
export function useHasHash(text: string | undefined, hash: string | undefined): boolean | undefined {
  const [known, setKnown] = useState<{ readonly text: string; readonly hash: string; readonly has: boolean }>()
  useEffect(() => {
    if (text === undefined || hash === undefined) return undefined
    let isOver = false
    void sha256(new TextEncoder().encode(text)).then((digest) => {
      if (!isOver && digest !== undefined) setKnown({ text, hash, has: digest === hash })
    })
    return () => {
      isOver = true
    }
  }, [text, hash])
  return known?.text === text && known?.hash === hash ? known?.has : undefined
}
