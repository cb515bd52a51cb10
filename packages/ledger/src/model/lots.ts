import { type Gtin, gtinToNumber, type LotNumber, type Serial } from '@theriac/gs1'
import { encodePacked, type Hex, keccak256 } from 'viem'

/** A lot's id: 28 bytes of a hash over GTIN and lot number, and four zero bytes. */
export type LotId = Hex

/** Derives a lot's id as `lotIdOf` of the catalogue does. */
export function lotIdOf(gtin: Gtin, lotNumber: LotNumber): LotId {
  const hash = keccak256(encodePacked(['uint64', 'string'], [gtinToNumber(gtin), lotNumber]))
  return `${hash.slice(0, -8)}00000000` as LotId
}

/**
 * The leaf that stands for a unit on the chain; whoever has the pack can compute it, nobody can list serials from it.
 *
 * @returns keccak256 over the GTIN as 8 bytes and the serial's characters
 */
export function leafOf(gtin: Gtin, serial: Serial): Hex {
  return keccak256(encodePacked(['uint64', 'string'], [gtinToNumber(gtin), serial]))
}
