import { type ChainAlertRule, chainAlertRules } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { chainRules } from '../db/schema/monitoring.ts'
import type { RuleSetting } from './judge.ts'
import { ruleDefinitions } from './rules.ts'

/** How each rule is set: as somebody has set it, or as it comes. */
export async function readRuleSettings(
  db: Db,
): Promise<Record<ChainAlertRule, RuleSetting & { readonly changedAt?: number }>> {
  const changed = new Map((await db.select().from(chainRules)).map((row) => [row.rule, row]))
  const entries = chainAlertRules.map((rule) => {
    const standard = { enabled: true, threshold: ruleDefinitions[rule].threshold }
    return [rule, changed.get(rule) ?? standard] as const
  })
  return Object.fromEntries(entries) as Record<ChainAlertRule, RuleSetting>
}
