import { decodeAbiParameters, type Hex } from 'viem'
import type { Words } from '../words.ts'

interface Revert extends Words {
  readonly code: string
}

// The committee's contracts say why only in these texts: there is nothing else to tell them apart by.
const reverts = {
  'you must be governor': { code: 'NotGovernor', en: 'the account is not in the committee', zh: '账户不是委员会成员' },
  'Current proposal not end': {
    code: 'ProposalOpen',
    en: 'there is an open proposal about the same',
    zh: '同一事项已有未结束的提案',
  },
  'Proposal not exist': { code: 'ProposalMissing', en: 'there is no such proposal', zh: '提案不存在' },
  'Proposal is not votable': { code: 'ProposalClosed', en: 'the proposal is closed', zh: '提案已结束，不可投票' },
  'Already voted': { code: 'AlreadyVoted', en: 'the account has voted already', zh: '该账户已投票' },
  'Only proposer can revoke': {
    code: 'NotProposer',
    en: 'only who made the proposal can revoke it',
    zh: '仅提案发起人可撤销',
  },
  'Only newly created proposal can be revoked': {
    code: 'ProposalNotRevocable',
    en: 'only an open proposal can be revoked',
    zh: '仅未结束的提案可撤销',
  },
  'You can not remove yourself!': {
    code: 'OwnRemoval',
    en: 'nobody can remove themselves from the committee',
    zh: '委员不能移除自己',
  },
  'Committee contract already exist.': {
    code: 'CommitteeExists',
    en: 'there is a committee already',
    zh: '委员会合约已存在',
  },
} as const satisfies Readonly<Record<string, Revert>>

/** Literal codes of what the committee refuses; `Unknown` for any other text. */
export type RevertName = (typeof reverts)[keyof typeof reverts]['code'] | 'Unknown'

/** A contract's refusal, with the text that it gave, if any. */
export interface RevertReason {
  readonly name: RevertName
  readonly text?: string
}

const selectorOfError = '0x08c379a0'

/** Reads the text of `Error(string)` from a receipt's output. */
export function readRevert(output: Hex): RevertReason {
  if (!output.startsWith(selectorOfError)) return { name: 'Unknown' }
  try {
    const [text] = decodeAbiParameters([{ type: 'string' }], `0x${output.slice(10)}`)
    return { name: Object.hasOwn(reverts, text) ? reverts[text as keyof typeof reverts].code : 'Unknown', text }
  } catch {
    return { name: 'Unknown' }
  }
}

/** A refusal in words; one that is not listed in the contract's own, which are English. */
export function revertInWords({ text }: RevertReason): Words | undefined {
  if (text === undefined) return undefined
  if (!Object.hasOwn(reverts, text))
    return { en: `the system contract refused: ${text}`, zh: `系统合约拒绝执行：${text}` }
  const { en, zh } = reverts[text as keyof typeof reverts]
  return { en, zh }
}
