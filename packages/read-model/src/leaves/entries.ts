/** Where a unit is known: its lot, and its number there. */
export interface LeafPlace {
  readonly lotRef: number
  readonly index: number
}

/** Places in their order, each as two numbers of seven bits a byte, the lowest first (LEB128). */
export function encodePlaces(places: readonly LeafPlace[]): Uint8Array {
  const bytes: number[] = []
  for (const { lotRef, index } of places) {
    append(bytes, lotRef)
    append(bytes, index)
  }
  return Uint8Array.from(bytes)
}

/** Reads what {@link encodePlaces} wrote. */
export function decodePlaces(bytes: Uint8Array): LeafPlace[] {
  const numbers: number[] = []
  let value = 0
  let factor = 1
  for (const byte of bytes) {
    value += (byte & 0x7f) * factor
    factor *= 128
    if (byte < 0x80) {
      numbers.push(value)
      value = 0
      factor = 1
    }
  }
  const places: LeafPlace[] = []
  for (let i = 0; i + 1 < numbers.length; i += 2) places.push({ lotRef: numbers[i] ?? 0, index: numbers[i + 1] ?? 0 })
  return places
}

function append(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}
