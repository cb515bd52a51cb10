import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** What each coded error of the vault carries. */
export interface VaultErrorData {
  /** The server's secret is not 32 bytes. */
  VaultSecretInvalid: { bytes: number }
  /** Sealed by a newer version of the program, or not by a vault at all. */
  VaultUnknownVersion: { purpose: string; version: number | undefined }
  /** Sealed with another secret, for another purpose or about something else, or changed since. */
  VaultTampered: { purpose: string }
}
export type VaultErrorCode = keyof VaultErrorData

/** Why something cannot be sealed or opened. Trying again never helps. */
export class VaultError<Code extends VaultErrorCode = VaultErrorCode> extends Error {
  override readonly name = 'VaultError'
  readonly code: Code
  readonly data: VaultErrorData[Code]

  constructor(code: Code, message: string, data: VaultErrorData[Code]) {
    super(message)
    this.code = code
    this.data = data
  }
}

/** Keeps small secrets in the database: what is sealed can be opened by this server alone. */
export interface Vault {
  /**
   * Encrypts and authenticates.
   *
   * @param purpose - what kind of secret it is: each has a key of its own
   * @param about - what it belongs to, such as an id; it opens only with the same, so that one row's cannot be put into another
   */
  seal(purpose: string, plaintext: Uint8Array, about: string): Uint8Array
  /** @throws VaultError VaultUnknownVersion, VaultTampered */
  open(purpose: string, sealed: Uint8Array, about: string): Uint8Array
}

const version = 1
const ivBytes = 12
const tagBytes = 16

/**
 * Opens the vault: AES-256-GCM under a key for each purpose, derived with HKDF-SHA256 (RFC 5869). What is sealed is
 * version (1 byte), nonce (12), tag (16) and text.
 *
 * @param secret - 32 random bytes
 * @throws VaultError VaultSecretInvalid
 */
export function createVault(secret: Uint8Array): Vault {
  const keys = new Map<string, Uint8Array>()
  requireSecret(secret)

  function keyOf(purpose: string): Uint8Array {
    const known = keys.get(purpose)
    if (known) return known
    const key = deriveKey(secret, `vault ${purpose}`)
    keys.set(purpose, key)
    return key
  }

  return {
    seal(purpose, plaintext, about) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', keyOf(purpose), iv)
      cipher.setAAD(Buffer.from(about))
      const text = Buffer.concat([cipher.update(plaintext), cipher.final()])
      return new Uint8Array(Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), text]))
    },
    open(purpose, sealed, about) {
      if (sealed[0] !== version) {
        throw new VaultError('VaultUnknownVersion', 'Not sealed by this version', { purpose, version: sealed[0] })
      }
      const tampered = new VaultError('VaultTampered', 'Sealed otherwise, or changed since', { purpose })
      const start = 1 + ivBytes + tagBytes
      if (sealed.length < start) throw tampered
      const options = { authTagLength: tagBytes }
      const decipher = createDecipheriv('aes-256-gcm', keyOf(purpose), sealed.subarray(1, 1 + ivBytes), options)
      decipher.setAAD(Buffer.from(about))
      decipher.setAuthTag(sealed.subarray(1 + ivBytes, start))
      try {
        return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(start)), decipher.final()]))
      } catch {
        throw tampered
      }
    },
  }
}

/** A key for one use, out of the server's secret: who learns it learns nothing of the others. */
export function deriveKey(secret: Uint8Array, use: string): Uint8Array {
  requireSecret(secret)
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), `theriac ${use}`, 32))
}

function requireSecret({ length }: Uint8Array): void {
  if (length !== 32) throw new VaultError('VaultSecretInvalid', 'The secret has 32 bytes', { bytes: length })
}
