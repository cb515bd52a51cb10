import { type Gln, type Gtin, glnFromNumber, gtinFromNumber, type Result } from '@theriac/gs1'
import { isLedgerError, LedgerError, type RevertName } from '../errors.ts'
import { type Holder, parseHolder } from '../model/index.ts'

/** What the contracts would never have stored. */
export function chainValueInvalid(what: string, value: unknown, cause?: unknown): LedgerError<'ChainValueInvalid'> {
  return new LedgerError('ChainValueInvalid', `${String(value)} is no ${what}`, { what, value }, cause)
}

export const asGln = (value: bigint): Gln => expectValid(glnFromNumber(value), 'GLN', value)
export const asGtin = (value: bigint): Gtin => expectValid(gtinFromNumber(value), 'GTIN', value)

/** The name at a number's place in one of the tables of names. */
export function nameAt<const names extends readonly string[]>(names: names, place: number): names[number] {
  const name = names[place]
  if (name === undefined) throw chainValueInvalid(`place among ${names.join(', ')}`, place)
  return name
}

function expectValid<T>(result: Result<T>, what: string, value: bigint): T {
  if (!result.ok) throw chainValueInvalid(what, value)
  return result.value
}

/** The holder of an id; undefined for 0, which is nobody's. */
export function asHolder(id: bigint): Holder | undefined {
  const holder = parseHolder(id)
  if (!holder && id !== 0n) throw chainValueInvalid('holder', id)
  return holder
}

/** Undefined in the place of a read that was refused with this error. */
export async function unless<T>(name: RevertName, read: Promise<T>): Promise<T | undefined> {
  try {
    return await read
  } catch (error) {
    if (isLedgerError(error, 'ReadReverted') && error.data.revert.name === name) return undefined
    throw error
  }
}
