import { inProcessRequest, openChain } from '@theriac/chain'
import { parseGln } from '@theriac/gs1'
import {
  admit,
  applyFor,
  createCarrier,
  createEndpoint,
  createLedger,
  deployContracts,
  laneAccount,
  licenceScopes,
  localSigner,
} from '@theriac/ledger'
import { fileJournal } from '@theriac/ledger/node'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

export async function admitPharmacy(folder: string) {
  const chain = await openChain({ dataDir: `${folder}/chain`, chainId: 20_200 })
  const endpoint = createEndpoint({ request: inProcessRequest(chain) })
  const [authority, corner] = [parseGln('9520000000011'), parseGln('9520000000028')]
  if (!authority.ok || !corner.ok) throw new TypeError('not a GLN')

  const inspector = localSigner(generatePrivateKey())
  const addresses = await deployContracts(endpoint.client, privateKeyToAccount(generatePrivateKey()), {
    gln: authority.value,
    name: 'National Medicines Authority',
    admins: [inspector.address],
    threshold: 1,
  })
  const journal = await fileJournal(`${folder}/acts`)
  const lanes = [laneAccount(generatePrivateKey())]
  const carrier = createCarrier({ endpoint, acts: addresses.acts, lanes, journal })
  const ledger = await createLedger({ endpoint, addresses, carrier })

  const pharmacist = localSigner(generatePrivateKey())
  const licence = { number: 'RX-1', scope: licenceScopes.retail, validFrom: 0, validTo: 4_000_000_000 }
  const applied = await ledger.perform(pharmacist, applyFor(corner.value, 'pharmacy', 'Corner', [licence]))
  const admitted = await ledger.govern(inspector, admit(corner.value, pharmacist.address), 'licence seen')
  const again = await ledger.govern(inspector, admit(corner.value, pharmacist.address), 'by mistake')
  const pharmacy = await ledger.reads.institutions.institution(corner.value)

  await carrier.close()
  await journal.close()
  endpoint.close()
  await chain.close()
  const refusal = again.state === 'refused' ? again.reason.inner?.name : undefined
  return [applied.state, admitted.state, pharmacy?.status, refusal]
}
