import {
  type Gln,
  type Gtin,
  glnFromNumber,
  gtinFromNumber,
  type Result,
  type Sscc,
  ssccFromNumber,
} from '@theriac/gs1'

/** The chain holds what its own contracts would never have stored: the wrong contracts, or a broken node. */
export class ChainValueInvalid extends Error {
  override readonly name = 'ChainValueInvalid'
  readonly code = 'ChainValueInvalid'
  readonly retryable = false
}

export const asGln = (value: bigint): Gln => expectValid(glnFromNumber(value), 'GLN', value)
export const asGtin = (value: bigint): Gtin => expectValid(gtinFromNumber(value), 'GTIN', value)
export const asSscc = (value: bigint): Sscc => expectValid(ssccFromNumber(value), 'SSCC', value)

/** The name at a number's place in one of the tables of names. */
export function nameAt<const names extends readonly string[]>(names: names, place: number): names[number] {
  const name = names[place]
  if (name === undefined) throw new ChainValueInvalid(`no name for ${place} among ${names.join(', ')}`)
  return name
}

function expectValid<T>(result: Result<T>, what: string, value: bigint): T {
  if (!result.ok) throw new ChainValueInvalid(`${value} is no ${what}: ${result.reason.code}`)
  return result.value
}
