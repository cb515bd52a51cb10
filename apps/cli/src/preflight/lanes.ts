import type { Endpoint } from '@theriac/ledger'
import { type Address, type Hex, hexToBigInt } from 'viem'
import { CliError } from '../cli-error.ts'

/** From here on FISCO BCOS takes nothing from a sender without a balance. */
const firstAsking = [3, 16, 4] as const

/**
 * Looks at the lanes' balances before anything is signed: what an account without one sends is refused again and again, and nobody
 * would be told.
 *
 * @param most - how many lanes are used, of the first ones; of the others it is told too
 * @throws CliError LanesUnfunded; LedgerError of the endpoint
 */
export async function requireFunded(endpoint: Endpoint, lanes: readonly Address[], most = lanes.length): Promise<void> {
  if ((await endpoint.profile()).engine !== 'fisco-bcos') return
  if (!asksForBalance(String(await endpoint.request({ method: 'web3_clientVersion' })))) return
  const balances = await Promise.all(
    lanes.map((lane) => endpoint.request({ method: 'eth_getBalance', params: [lane, 'latest'] })),
  )
  const poor = lanes.filter((_, index) => hexToBigInt(balances[index] as Hex) === 0n)
  if (!lanes.slice(0, most).some((lane) => poor.includes(lane))) return
  throw new CliError(
    'LanesUnfunded',
    `FISCO BCOS takes nothing from accounts without a balance, and ${poor.length} of ${lanes.length} lanes have none`,
    `Nothing was sent. Who governs the chain runs \`theriac fund ${poor.join(' ')}\`; then run this command again.`,
  )
}

/** A version that is not told asks: newer ones do. */
function asksForBalance(clientVersion: string): boolean {
  const parts = /(\d+)\.(\d+)\.(\d+)/.exec(clientVersion)?.slice(1).map(Number)
  if (!parts) return true
  const place = firstAsking.findIndex((part, index) => parts[index] !== part)
  return place === -1 || (parts[place] ?? 0) > (firstAsking[place] ?? 0)
}
