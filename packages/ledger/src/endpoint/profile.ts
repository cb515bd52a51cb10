import type { Profile } from './types.ts'

/** Cautious: FISCO BCOS 3.16 scans 10 blocks for logs and takes 8 calls in a batch unless configured otherwise. */
const cautious = { logPageBlocks: 10, batchSize: 8 } as const

/** The profile of a node from its `web3_clientVersion`. */
export function profileOf(clientVersion: unknown): Profile {
  const version = String(clientVersion)
  if (/^fisco/i.test(version)) return { engine: 'fisco-bcos', nonceGaps: true, graceMs: 5_000, ...cautious }
  if (/^theriac/i.test(version))
    return { engine: 'theriac', nonceGaps: false, graceMs: 1_500, logPageBlocks: 1_000, batchSize: 50 }
  return { engine: 'unknown', nonceGaps: false, graceMs: 1_500, ...cautious }
}
