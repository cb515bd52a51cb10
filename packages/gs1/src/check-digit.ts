import { CHARACTER_SET_82 } from './character-set.ts'

/**
 * The GS1 check digit: weights 3, 1, 3 … from the right, complement to ten (GS1 General Specifications 7.9.1).
 *
 * @param body decimal digits without the check digit, of any length
 * @returns the digit 0–9, or undefined when `body` is empty or holds anything but ASCII digits
 */
export function checkDigit(body: string): number | undefined {
  if (!/^[0-9]+$/.test(body)) return undefined
  let sum = 0
  for (let index = 0; index < body.length; index++) {
    const digit = body.charCodeAt(index) - 48
    sum += (body.length - index) % 2 === 1 ? digit * 3 : digit
  }
  return (10 - (sum % 10)) % 10
}

/** True when the last digit is the check digit of those before it. */
export function hasValidCheckDigit(digits: string): boolean {
  const expected = checkDigit(digits.slice(0, -1))
  return expected !== undefined && digits.endsWith(String(expected))
}

/** Thirty-two characters that can't be taken for one another; a check pair consists of two of them. */
const CHECK_PAIR_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]

/**
 * The pair of check characters of a Global Model Number: prime weights from the right, modulo 1021
 * (GS1 General Specifications 7.9.5).
 *
 * @param body 1 to 23 characters of set 82
 * @returns two characters, or undefined when `body` has another length or character
 */
export function checkCharacterPair(body: string): string | undefined {
  if (body.length === 0 || body.length > PRIMES.length) return undefined
  let sum = 0
  for (let index = 0; index < body.length; index++) {
    const value = CHARACTER_SET_82.indexOf(body.charAt(index))
    if (value < 0) return undefined
    sum += value * (PRIMES[body.length - 1 - index] ?? 0)
  }
  const remainder = sum % 1021
  return CHECK_PAIR_ALPHABET.charAt(remainder >> 5) + CHECK_PAIR_ALPHABET.charAt(remainder & 31)
}
