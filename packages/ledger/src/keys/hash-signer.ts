import type { Hex } from 'viem'
import { sign } from 'viem/accounts'

/** Signs 32 bytes with a private key on secp256k1: r ‖ s ‖ v as 65 bytes, s in the lower half, v 27 or 28. */
export type HashSigner = (hash: Hex, privateKey: Hex) => Hex | Promise<Hex>

/** Pure JavaScript; works in a browser. */
export const javascriptHashSigner: HashSigner = (hash, privateKey) => sign({ hash, privateKey, to: 'hex' })
