import { readFile } from 'node:fs/promises'
import { balanceFeatures, createNativeRpc, fundAccounts, switchOn, timestampFeature } from '@theriac/fisco-bcos'
import { createEndpoint, requireSameChain } from '@theriac/ledger'
import type { Command } from 'commander'
import { type Address, type Hex, isHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { CliError } from './cli-error.ts'
import type { Keyring } from './keyring.ts'
import type { Nodes } from './nodes.ts'

/** How the account that governs the chain is named on the command line. */
export interface GovernorOptions {
  readonly governorKeyFile?: string
}

/** A sealed block and its receipt; a leader that goes away costs some seconds. */
const timeoutMs = 20_000

/** Adds `--governor-key-file`. */
export function withGovernor(command: Command): Command {
  return command.option(
    '--governor-key-file <file>',
    'file with the private key of a governor of the chain (FISCO BCOS with authority checking: its first one is auth_admin_account)',
  )
}

/** The native JSON-RPC of the nodes. */
export const nativeRpcOf = ({ rpc, group }: Nodes) => createNativeRpc({ urls: rpc, group, timeoutMs })

/** What was changed on a chain; empty lists where nothing was to be done. */
export interface Prepared {
  readonly switchedOn: readonly string[]
  readonly funded: readonly Address[]
}

/**
 * Gives accounts the balance that FISCO BCOS asks of senders. Without a governor's key, in a file or the key store, the first lane
 * does it, which a chain without authority checking allows to anybody.
 *
 * @param forContracts - the chain gets what the contracts need of it too: seconds instead of milliseconds
 * @throws CliError BadUsage; LedgerError EndpointWrongChain where the two RPCs are not of one chain; FiscoError
 */
export async function prepareChain(
  nodes: Nodes,
  keyring: Keyring,
  { governorKeyFile }: GovernorOptions,
  accounts: readonly Address[],
  forContracts: boolean,
): Promise<Prepared> {
  const governor =
    governorKeyFile === undefined
      ? ((await keyring.governor()) ?? (await keyring.firstLane()))
      : privateKeyToAccount(await readPrivateKey(governorKeyFile))
  const rpc = nativeRpcOf(nodes)
  const endpoint = createEndpoint({ urls: nodes.web3 })
  try {
    await requireSameChain(endpoint, rpc)
    const chain = {
      rpc,
      governor,
      web3: (method: string, params: readonly unknown[]) => endpoint.request({ method, params }),
    }
    const switchedOn = await switchOn(chain, [...(forContracts ? [timestampFeature] : []), ...balanceFeatures])
    return { switchedOn, funded: await fundAccounts(chain, accounts) }
  } finally {
    endpoint.close()
  }
}

/** A private key out of a file. Throws CliError BadUsage; never tells what is in the file. */
export async function readPrivateKey(file: string): Promise<Hex> {
  const key = (await readFile(file, 'utf8')).trim()
  const hex = key.startsWith('0x') ? key : `0x${key}`
  if (isHex(hex) && hex.length === 66) return hex
  throw new CliError(
    'BadUsage',
    `${file} holds no private key of 64 hex digits`,
    'Give the key itself: of a PEM file, `openssl ec -in <file> -text -noout` shows it as priv.',
  )
}
