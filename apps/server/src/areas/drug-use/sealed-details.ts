import { randomBytes } from 'node:crypto'
import { concatHex, type Hex, keccak256, stringToHex, toHex } from 'viem'
import type { Vault } from '../../accounts/vault.ts'
import { canonicalJson, type JsonValue } from '../../canonical-json.ts'

const purpose = 'drug-use'
const saltBytes = 32

/** Details about a patient as they are kept, and the hash of them that everyone may have. */
export interface SealedDetails {
  /** Details and salt, encrypted. */
  readonly sealed: Uint8Array
  /** keccak256 over salt and canonical JSON: without the salt nobody can try out who it was. */
  readonly hash: Hex
}

/**
 * Seals details about a patient.
 *
 * @param about - the row that they belong to; they open only with the same
 */
export function sealDetails(
  vault: Vault,
  details: { readonly [key: string]: JsonValue },
  about: string,
): SealedDetails {
  const salt = toHex(randomBytes(saltBytes))
  const text = JSON.stringify({ salt, details })
  return { sealed: vault.seal(purpose, Buffer.from(text), about), hash: commitmentOf(salt, details) }
}

/** Details that were sealed, and the hash that they give. @throws VaultError */
export function openDetails<Details extends { readonly [key: string]: JsonValue }>(
  vault: Vault,
  sealed: Uint8Array,
  about: string,
): { readonly details: Details; readonly hash: Hex } {
  const text = Buffer.from(vault.open(purpose, sealed, about)).toString()
  const { salt, details } = JSON.parse(text) as { salt: Hex; details: Details }
  return { details, hash: commitmentOf(salt, details) }
}

function commitmentOf(salt: Hex, details: { readonly [key: string]: JsonValue }): Hex {
  return keccak256(concatHex([salt, stringToHex(canonicalJson(details))]))
}

/** What was erased: by whom, when and why; undefined while the details are there. */
export function erasureOf(row: {
  readonly erasedAt: number | null
  readonly erasedBy: string | null
  readonly erasedReason: string | null
}): { by: string; at: string; reason: string } | undefined {
  if (row.erasedAt === null) return undefined
  return { by: row.erasedBy ?? '', at: new Date(row.erasedAt).toISOString(), reason: row.erasedReason ?? '' }
}
