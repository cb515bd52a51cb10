import { isHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Nodes } from '../../src/nodes.ts'

/** A chain to be tried on, as the environment names it. */
export interface LiveConfig {
  readonly nodes: Nodes
  /** Governs the chain where authority is checked; any account does where it is not. */
  readonly governor: PrivateKeyAccount
  /** Commands that stop and start the first node, where it can really be stopped. */
  readonly stopNode: string | undefined
  readonly startNode: string | undefined
}

/** What the variables mean, for who set none. */
export const usage = `Tries the platform on a real FISCO BCOS chain, named by the environment:
  FISCO_BCOS_WEB3_URLS   Web3 RPC of its nodes, comma between them; two or more to lose one
  FISCO_BCOS_RPC_URLS    native RPC of the same nodes
  FISCO_BCOS_GROUP       group (default group0)
  FISCO_BCOS_ADMIN_KEY   private key, 64 hex digits, of auth_admin_account; any key where authority is not checked
  FISCO_BCOS_STOP_NODE   optional command that stops the first node, and
  FISCO_BCOS_START_NODE  starts it again; without them the way to it is cut instead
It takes about half an hour, and can be run again and again on the same chain. It deploys contracts of its own, gives their senders a
balance, and adds and removes an observer that nobody runs. What stays: those contracts and balances, the switches that were off (seconds,
balances), and, where authority is checked, the governor among those who may give balances.`

/** Reads the environment; every fault at once. */
export function parseLive(
  environment: Readonly<Record<string, string | undefined>>,
): { readonly ok: true; readonly config: LiveConfig } | { readonly ok: false; readonly faults: readonly string[] } {
  const faults: string[] = []
  const urls = (name: string): string[] => {
    const found = (environment[name] ?? '').split(',').map((url) => url.trim())
    if (!found.every((url) => /^https?:\/\/./.test(url) && URL.canParse(url)))
      faults.push(`${name}: URLs, comma between them`)
    return found
  }
  const [web3, rpc] = [urls('FISCO_BCOS_WEB3_URLS'), urls('FISCO_BCOS_RPC_URLS')]
  const key = `0x${(environment.FISCO_BCOS_ADMIN_KEY ?? '').replace(/^0x/, '')}` as const
  const isKey = isHex(key) && key.length === 66
  if (!isKey) faults.push('FISCO_BCOS_ADMIN_KEY: 64 hex digits')
  if (!isKey || faults.length > 0) return { ok: false, faults }
  const nodes = { engine: 'fisco-bcos' as const, web3, rpc, group: environment.FISCO_BCOS_GROUP || 'group0' }
  const config = {
    nodes,
    governor: privateKeyToAccount(key),
    stopNode: environment.FISCO_BCOS_STOP_NODE || undefined,
    startNode: environment.FISCO_BCOS_START_NODE || undefined,
  }
  return { ok: true, config }
}
