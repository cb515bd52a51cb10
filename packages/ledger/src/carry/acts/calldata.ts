import { actsAbi } from '@theriac/contracts'
import { type Hex, toFunctionSelector } from 'viem'
import type { SignedAct } from './act.ts'

const selector = toFunctionSelector(
  actsAbi.find(
    (item): item is Extract<(typeof actsAbi)[number], { name: 'carry' }> => 'name' in item && item.name === 'carry',
  ) ?? 'carry()',
)

/** An act as it stands in the call data of `carry`, ABI-encoded once however often it is sent. */
export interface EncodedAct {
  /** Hex digits without `0x`. */
  readonly tuple: string
  /** Bytes it adds to the call data, its offset word included. */
  readonly size: number
}

/** Bytes of the call data of `carry` with no acts. */
export const emptyCarrySize = 4 + 32 + 32

/** ABI-encodes one act. Written out because viem's general encoder took most of the carrier's time. */
export function encodeAct({ target, deadline, nonce, data, signature }: SignedAct): EncodedAct {
  const call = paddedBytes(data)
  const sign = paddedBytes(signature)
  const tuple =
    word(target.slice(2).toLowerCase()) +
    word(deadline.toString(16)) +
    word(nonce.toString(16)) +
    word((5 * 32).toString(16)) +
    word((5 * 32 + call.length / 2).toString(16)) +
    call +
    sign
  return { tuple, size: tuple.length / 2 + 32 }
}

/** Call data of `Acts.carry` with these acts in their order. */
export function encodeCarry(acts: readonly EncodedAct[]): Hex {
  let offset = acts.length * 32
  let heads = ''
  let tails = ''
  for (const { tuple } of acts) {
    heads += word(offset.toString(16))
    tails += tuple
    offset += tuple.length / 2
  }
  return `${selector}${word('20')}${word(acts.length.toString(16))}${heads}${tails}`
}

function word(digits: string): string {
  return digits.padStart(64, '0')
}

/** Length word and content, filled up to whole words. */
function paddedBytes(bytes: Hex): string {
  const digits = bytes.slice(2)
  return word((digits.length / 2).toString(16)) + digits.padEnd(Math.ceil(digits.length / 64) * 64, '0')
}
