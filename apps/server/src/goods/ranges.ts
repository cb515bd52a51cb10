/** Units by their numbers, both ends included. */
export type Range = readonly [first: number, last: number]

/** A range that a request names somewhere. */
export interface NamedRange {
  readonly first: number
  readonly last: number
  /** Where it stands. */
  readonly field: string
}

/**
 * Ranges in ascending order, neighbours joined.
 *
 * @param repeated - told of each that names a unit which another one names too
 */
export function unionOf(ranges: readonly NamedRange[], repeated: (field: string) => void = () => {}): Range[] {
  const joined: [number, number][] = []
  for (const { first, last, field } of ranges.toSorted((a, b) => a.first - b.first || a.last - b.last)) {
    const newest = joined.at(-1)
    if (newest === undefined || first > newest[1] + 1) joined.push([first, last])
    else {
      if (first <= newest[1]) repeated(field)
      newest[1] = Math.max(newest[1], last)
    }
  }
  return joined
}

/** How many units ranges have. */
export function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

/** Single numbers, in ascending order, as ranges. */
export function rangesOf(numbers: Iterable<number>): Range[] {
  const joined: [number, number][] = []
  for (const number of numbers) {
    const newest = joined.at(-1)
    if (newest !== undefined && newest[1] === number - 1) newest[1] = number
    else joined.push([number, number])
  }
  return joined
}
