/** An account as somebody types it. */
export const isAccount = (text: string): boolean => /^0x[0-9a-fA-F]{40}$/.test(text.trim())

/** An account as the API takes it. */
export const accountOf = (text: string): `0x${string}` => text.trim().toLowerCase() as `0x${string}`

/** Whether what a field for numbers holds is a whole number within bounds. */
export const isWhole = (value: number | string, most: number): boolean =>
  value !== '' && Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= most
