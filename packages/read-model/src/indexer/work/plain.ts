/** What JSON can hold in the place of a decoded value: integers beyond 2^53 as decimal strings, as they are otherwise. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value.toString()
  }
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value === 'object' && value !== null) return plainValues(value as Record<string, unknown>)
  return value
}

/** The same for each of a decoded call's or error's arguments. */
export function plainValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainValue(value)]))
}
