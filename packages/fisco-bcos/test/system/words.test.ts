import { encodeAbiParameters, encodeErrorResult, type Hex, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import {
  returnCodeInWords,
  returnCodeName,
  statusInWords,
  statusName,
  systemContracts,
  systemFaultInWords,
  systemOutcome,
} from '../../src/index.ts'
import { makeReceipt, someAddress } from '../support/chain.ts'

const int = (value: bigint): Hex => encodeAbiParameters([{ type: 'int256' }], [value])
const outcomeOf = (changes: Parameters<typeof makeReceipt>[1]) => systemOutcome(makeReceipt(0, changes))
const execResult = (code: bigint, address = systemContracts.committee.address) => ({
  address,
  topics: ['0x7251e13f6f51fdfe60094817f80310366d2e1148fe8a46cb475b582d35bfdea8'] as const,
  data: int(code),
})

test.each([
  [-50_000, 'NoAuthority', '账户无权执行该操作'],
  [-51_100, 'NodeIdInvalid', '节点 ID 无效'],
  [-51_101, 'LastSealer', '不能移除最后一个共识节点'],
  [-51_103, 'NodeMissing', '节点不在群组中'],
  [-51_104, 'ObserverFirst', '节点须先成为观察节点'],
])('a receipt that succeeded and returned %i was refused with %s', (returned, name, zh) => {
  const outcome = outcomeOf({ output: int(BigInt(returned)), logEntries: [] })
  expect(outcome).toEqual({ ok: false, reason: { code: 'Refused', returned, name } })
  expect(!outcome.ok && systemFaultInWords(outcome.reason).zh).toBe(zh)
})

test('a number that is not known is said as such, in both languages', () => {
  expect(returnCodeName(-59_999)).toBe('Unknown')
  expect(returnCodeInWords(-59_999).en).toContain('-59999')
  expect(returnCodeInWords(-59_999).zh).toContain('未知代码 -59999')
  expect(statusName(77)).toBe('Unknown')
  expect(statusInWords(77).zh).toBe('未知状态码 77')
})

test('a proposal’s id is what it returned, and whether it was carried out is in the log', () => {
  expect(outcomeOf({ output: int(5n), logEntries: [] })).toEqual({
    ok: true,
    value: { returned: 5n, carriedOut: false },
  })
  expect(outcomeOf({ output: int(5n), logEntries: [execResult(0n)] })).toEqual({
    ok: true,
    value: { returned: 5n, carriedOut: true },
  })
  expect(outcomeOf({ output: '0x', logEntries: [] })).toEqual({ ok: true, value: { carriedOut: false } })
})

test('what a proposal met when it was carried out is its result, unless another contract says so', () => {
  expect(outcomeOf({ output: int(5n), logEntries: [execResult(-51_101n)] })).toMatchObject({
    reason: { code: 'Refused', name: 'LastSealer' },
  })
  expect(outcomeOf({ output: int(5n), logEntries: [execResult(-51_101n, someAddress(4))] })).toMatchObject({ ok: true })
})

const errorAbi = parseAbi(['error Error(string message)'])
const revertOf = (message: string) => encodeErrorResult({ abi: errorAbi, errorName: 'Error', args: [message] })

test.each([
  ['you must be governor', 'NotGovernor', '账户不是委员会成员'],
  ['Current proposal not end', 'ProposalOpen', '同一事项已有未结束的提案'],
  ['Already voted', 'AlreadyVoted', '该账户已投票'],
  ['toString', 'Unknown', '系统合约拒绝执行：toString'],
])('a refusal that says "%s" is %s', (text, name, zh) => {
  const outcome = outcomeOf({ status: 16, output: revertOf(text) })
  expect(outcome).toMatchObject({
    reason: { code: 'Failed', status: 16, statusName: 'RevertInstruction', revert: { name, text } },
  })
  expect(!outcome.ok && systemFaultInWords(outcome.reason).zh).toBe(zh)
})

test.each(['0x', '0x08c379a0', '0x12345678'] as const)(
  'a refusal without a text (%s) is told by its status',
  (output) => {
    const outcome = outcomeOf({ status: 22, output })
    expect(outcome).toMatchObject({ reason: { revert: { name: 'Unknown' } } })
    expect(!outcome.ok && systemFaultInWords(outcome.reason)).toEqual({ en: 'the account is frozen', zh: '账户已冻结' })
  },
)
