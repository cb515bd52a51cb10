// A carrier in a process of its own, which its test kills: `child.ts <url> <acts> <journal>`; acts come as messages.
import { isAddress } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { createCarrier, laneAccount, type SignedAct } from '../../src/carry/index.ts'
import { createEndpoint } from '../../src/endpoint/index.ts'
import { fileJournal, nativeHashSigner } from '../../src/node.ts'

const [, , url, acts, path] = process.argv
if (!url || !acts || !isAddress(acts) || !path) throw new TypeError('child.ts <url> <acts> <journal>')

const endpoint = createEndpoint({ urls: [url] })
const lanes = [
  laneAccount(generatePrivateKey(), nativeHashSigner()),
  laneAccount(generatePrivateKey(), nativeHashSigner()),
]
const carrier = createCarrier({ endpoint, acts, lanes, journal: await fileJournal(path), limits: { acts: 20 } })
await carrier.resume()

process.on('message', (given: SignedAct[]) => {
  for (const act of given) void carrier.carry(act).then(({ state }) => process.send?.(state))
})
