import type { Parcel } from './queue.ts'

/** Ample for common acts; a parcel that runs dry goes again with all a transaction can have. */
const common = { transaction: 500_000n, act: 600_000n, byte: 120n }

/** Gas for a parcel at first: so little that a block has room for several. */
export function gasFor(acts: number, bytes: number, most: bigint): bigint {
  const gas = common.transaction + common.act * BigInt(acts) + common.byte * BigInt(Math.ceil(bytes))
  return gas < most ? gas : most
}

/** How a parcel that was undone goes again: with more gas, or in halves; empty when it is one act with all the gas. */
export function smallerParcels({ entries }: Parcel, gas: bigint, most: bigint): readonly Parcel[] {
  if (gas < most) return [{ entries, gas: most }]
  if (entries.length < 2) return []
  const half = Math.ceil(entries.length / 2)
  return [
    { entries: entries.slice(0, half), gas },
    { entries: entries.slice(half), gas },
  ]
}
