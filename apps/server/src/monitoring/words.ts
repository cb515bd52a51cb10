import type { ChainAlertRule } from '@theriac/api'

/** What an alert is about: of which node or certificate, and how much in the unit of its rule. */
interface Facts {
  readonly name?: unknown
  readonly value?: unknown
}

/** What each rule found, as a sentence without its end. */
export const foundWords: Readonly<Record<ChainAlertRule, (facts: Facts) => string>> = {
  node_down: ({ name, value }) =>
    name === undefined
      ? `The node of this server has not answered for ${value} minutes`
      : `Node ${name} has been down for ${value} minutes`,
  height_still: ({ value }) => `The chain has had no block for ${value} minutes, though there is work for one`,
  lag: ({ value }) => `The node of this server lacks ${value} blocks of the chain`,
  missing_signer: ({ name, value }) => `Node ${name} has not signed ${value} of the newest blocks`,
  view_changes: ({ value }) => `The view of the consensus changed ${value} times within ten minutes`,
  pool_depth: ({ value }) => `${value} transactions wait for a block`,
  certificate_soon: ({ name, value }) => `Certificate ${name} runs out in ${value} days`,
  certificate_urgent: ({ name, value }) => `Certificate ${name} runs out in ${value} days`,
  clock_skew: ({ value }) => `The clocks of this server and of the chain are ${value} seconds apart`,
  disk_low: ({ value }) => `${value} % of the disk of this server is free`,
  disk_critical: ({ value }) => `${value} % of the disk of this server is free`,
  lanes_resting: ({ value }) => `${value} lanes of this server rest after a fault`,
  read_model_behind: ({ value }) => `What this server has read lacks ${value} blocks of the chain`,
}

/** What was found, and that it is over. */
export function clearedWords(rule: ChainAlertRule, facts: Facts & { readonly cleared?: unknown }): string {
  const was = foundWords[rule](facts)
  return facts.cleared === 'switched_off' ? `No longer watched: ${was}` : `Over: ${was}`
}
