import type { ChainKnownAccount, ChainMethodRule } from '@theriac/api'
import { accountOf, isAccount } from '../committee/account-rule.ts'

/** What was typed into the field of accounts, line by line. */
const linesOf = (text: string): readonly string[] => text.split(/[\s,;，；]+/).filter((line) => line !== '')

/** Whether all lines are accounts. */
export const areAccounts = (text: string): boolean => linesOf(text).every(isAccount)

/** The accounts that were typed, each once. */
export const accountsIn = (text: string): `0x${string}`[] => [...new Set(linesOf(text).map(accountOf))]

/** The same with further accounts, one in each line. */
export const withAccounts = (text: string, more: readonly string[]): string =>
  [...new Set([...accountsIn(text), ...more])].join('\n')

/** Whether a rule keeps a known account from a method. */
const shuts = (rule: ChainMethodRule, accounts: readonly string[], account: string): boolean =>
  rule !== 'everybody' && accounts.includes(account) === (rule === 'not_listed')

/** What a rule would do to who carries this server's acts. */
export function shutOut(rule: ChainMethodRule, accounts: readonly string[], known: readonly ChainKnownAccount[]) {
  const isShut = (kind: ChainKnownAccount['kind']) =>
    known.some((one) => one.kind === kind && shuts(rule, accounts, one.account))
  return { lanes: isShut('lane'), entry: isShut('entry') }
}
