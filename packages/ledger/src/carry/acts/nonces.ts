/** Gives a nonce that was never given before. */
export type Nonces = () => bigint

/**
 * Nonces for acts: 248 random bits choose a word of the contract's bitmap, the last 8 a bit of it. One random word serves
 * 256 acts, which then share one storage slot; nothing has to be remembered, as words never meet (248 bits).
 */
export function createNonces(): Nonces {
  const random = new Uint8Array(31)
  let word = 0n
  let bit = 256n
  return () => {
    if (bit === 256n) {
      word = 0n
      for (const byte of crypto.getRandomValues(random)) word = (word << 8n) | BigInt(byte)
      bit = 0n
    }
    return (word << 8n) | bit++
  }
}
