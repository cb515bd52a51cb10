import { approveRole, type Ledger, nodeKey, noteRole, registerNode, type Signer } from '@theriac/ledger'
import type { Hex } from 'viem'
import { mustBeTaken } from './enrol.ts'

/**
 * The regulator registers the node that seals the chain, which does so already: the ledger says whose it is.
 *
 * @param admin - admin of the regulator
 * @param id - public key of the node, 64 bytes
 */
export async function registerSealingNode(ledger: Ledger, admin: Signer, id: Hex): Promise<void> {
  const node = nodeKey(id)
  mustBeTaken(await ledger.perform(admin, registerNode(id, 'Nuremberg 1', 'sealer')))
  mustBeTaken(await ledger.govern(admin, approveRole(node, 'sealer'), 'The first node of the consortium'))
  mustBeTaken(await ledger.perform(admin, noteRole(node)))
}
