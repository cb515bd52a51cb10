import { readGoverningCommittee, web3Reader } from '@theriac/fisco-bcos'
import { createEndpoint } from '@theriac/ledger'
import { privateKeyToAccount } from 'viem/accounts'
import { CliError } from '../cli-error.ts'
import { type GovernorOptions, nativeRpcOf, readPrivateKey } from '../funding.ts'
import type { Nodes } from '../nodes.ts'

/**
 * Makes sure that a chain just born can be made ready: where authority is checked, only one of its committee can.
 *
 * @throws CliError GovernorMissing, BadUsage for what is no key; FiscoError
 */
export async function requireGovernor(nodes: Nodes, { governorKeyFile }: GovernorOptions): Promise<void> {
  if (nodes.engine !== 'fisco-bcos') return
  const account =
    governorKeyFile === undefined ? undefined : privateKeyToAccount(await readPrivateKey(governorKeyFile)).address
  const endpoint = createEndpoint({ urls: nodes.web3 })
  try {
    const reader = web3Reader((method, params) => endpoint.request({ method, params }))
    const committee = await readGoverningCommittee(nativeRpcOf(nodes), reader)
    if (!committee) return
    const isGovernor = committee.governors.some(({ account: one }) => one.toLowerCase() === account?.toLowerCase())
    if (isGovernor) return
    throw new CliError(
      'GovernorMissing',
      account
        ? `${account} is not in the committee that governs the chain`
        : 'The chain checks authority, and only its committee can make it ready for the contracts',
      'Nothing was changed. Name the key of a governor of the chain with --governor-key-file.',
    )
  } finally {
    endpoint.close()
  }
}
