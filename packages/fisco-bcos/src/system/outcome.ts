import { decodeAbiParameters, type Hex, toEventSelector } from 'viem'
import type { Receipt } from '../block/index.ts'
import type { Result } from '../errors.ts'
import type { Words } from '../words.ts'
import { systemContracts } from './contracts.ts'
import { type ReturnCodeName, returnCodeInWords, returnCodeName } from './return-codes.ts'
import { type RevertReason, readRevert, revertInWords } from './reverts.ts'
import { statusInWords, statusName } from './status.ts'

/** Why a system contract did not do it. */
export type SystemFault =
  /** It returned a negative number in a transaction that succeeded. */
  | { readonly code: 'Refused'; readonly returned: number; readonly name: ReturnCodeName }
  /** The transaction failed. */
  | { readonly code: 'Failed'; readonly status: number; readonly statusName: string; readonly revert: RevertReason }

/** The parts of a receipt that tell how it went. A Web3 receipt has no output: ask for the native one. */
export type OutcomeReceipt = Pick<Receipt, 'status' | 'output' | 'logEntries'>

/** What a system contract did. */
export interface SystemOutcome {
  /** What it returned, where it returns a number: 0, or a proposal's id. */
  readonly returned?: bigint
  /** Whether a proposal had votes enough with this one and was carried out. */
  readonly carriedOut: boolean
}

const execResult = toEventSelector('execResult(int256)')

/**
 * How a call of a system contract went. Status and returned number are both looked at, and what a proposal that was
 * carried out returned in its turn, which its transaction tells only in a log.
 */
export function systemOutcome({ status, output, logEntries }: OutcomeReceipt): Result<SystemOutcome, SystemFault> {
  if (status !== 0)
    return {
      ok: false,
      reason: { code: 'Failed', status, statusName: statusName(status), revert: readRevert(output) },
    }
  const results = logEntries.filter(
    ({ address, topics }) => address === systemContracts.committee.address && topics[0] === execResult,
  )
  const returned = signed(output)
  for (const number of [returned, ...results.map(({ data }) => signed(data))]) {
    if (number !== undefined && number < 0n)
      return { ok: false, reason: { code: 'Refused', returned: Number(number), name: returnCodeName(Number(number)) } }
  }
  return { ok: true, value: { ...(returned === undefined ? {} : { returned }), carriedOut: results.length > 0 } }
}

/** The one number that an output consists of. */
function signed(output: Hex): bigint | undefined {
  return output.length === 66 ? decodeAbiParameters([{ type: 'int256' }], output)[0] : undefined
}

/** Why it was not done, in words. */
export function systemFaultInWords(fault: SystemFault): Words {
  if (fault.code === 'Refused') return returnCodeInWords(fault.returned)
  return revertInWords(fault.revert) ?? statusInWords(fault.status)
}
