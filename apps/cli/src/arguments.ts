import { type Gln, type IsoDate, parseGln, parseIsoDate } from '@theriac/gs1'
import { InvalidArgumentError } from 'commander'
import { type Address, getAddress, isAddress } from 'viem'

/** A GLN of thirteen digits. Like all here, it throws commander's InvalidArgumentError, which names the option. */
export function asGln(text: string): Gln {
  const gln = parseGln(text)
  if (!gln.ok) throw new InvalidArgumentError(`${gln.reason.message}.`)
  return gln.value
}

/** A calendar date that has not passed. */
export function asFutureDate(text: string): IsoDate {
  const date = parseIsoDate(text)
  if (!date.ok) throw new InvalidArgumentError(`${date.reason.message}.`)
  if (date.value < new Date().toISOString().slice(0, 10)) throw new InvalidArgumentError(`${text} has passed.`)
  return date.value
}

/** A port; 0 stands for any free one. */
export function asPort(text: string): number {
  return wholeNumber(text, 'a port', 0, 65_535)
}

/** An EIP-155 chain id. */
export function asChainId(text: string): number {
  return wholeNumber(text, 'a chain id', 1, 4_294_967_295)
}

/** URL of a node. */
export function asRpcUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol)) {
    throw new InvalidArgumentError('a node is named like http://127.0.0.1:8545.')
  }
  return text
}

/** An account's or contract's address. */
export function asAddress(text: string): Address {
  if (!isAddress(text))
    throw new InvalidArgumentError('an address is 0x and 40 hex digits, in lower case or with its checksum.')
  return getAddress(text)
}

/** A text of a line that is not empty. */
export function asName(text: string): string {
  const name = text.trim()
  if (name === '') throw new InvalidArgumentError('it must not be empty.')
  if (name.length > 200) throw new InvalidArgumentError(`it has at most 200 characters, not ${name.length}.`)
  if (/\p{Cc}/u.test(name)) throw new InvalidArgumentError('it must be one line without control characters.')
  return name
}

function wholeNumber(text: string, what: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new InvalidArgumentError(`${what} is a whole number from ${least} to ${most}.`)
  }
  return value
}
