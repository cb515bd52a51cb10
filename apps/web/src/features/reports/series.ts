import type { Category, Series } from '../../ui/chart/options.ts'

/**
 * Adds up rows by category and name: what a chart of them shows.
 *
 * @param categories - in their order; rows of others are left out
 */
export function sumsOf<T>(
  rows: readonly T[],
  categories: readonly Category[],
  read: {
    readonly category: (row: T) => string
    readonly name: (row: T) => string
    readonly units: (row: T) => number
  },
): readonly Series[] {
  const places = new Map(categories.map(({ value }, at) => [value, at]))
  const sums = new Map<string, number[]>()
  for (const row of rows) {
    const place = places.get(read.category(row))
    if (place === undefined) continue
    const values = sums.get(read.name(row)) ?? categories.map(() => 0)
    values[place] = (values[place] ?? 0) + read.units(row)
    sums.set(read.name(row), values)
  }
  return [...sums].map(([name, values]) => ({ name, values }))
}

/** Distinct values in their order, at most so many. */
export function distinct(values: readonly string[], most = 60): readonly string[] {
  return [...new Set(values)].slice(0, most)
}

/** All days from one to another, both included. */
export function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = []
  for (let time = Date.parse(from); time <= Date.parse(to); time += 86_400_000) {
    days.push(new Date(time).toISOString().slice(0, 10))
  }
  return days
}
