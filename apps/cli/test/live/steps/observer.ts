import { strictEqual } from 'node:assert'
import {
  nodeId,
  readCommittee,
  type SystemCall,
  sendNativeTransaction,
  systemCall,
  systemFaultInWords,
  systemOutcome,
  web3Reader,
} from '@theriac/fisco-bcos'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { LiveWorld } from '../world.ts'
import { governed } from './governed.ts'

/** A key that nobody runs a node with: an observer takes no part in the consensus. */
export async function changeObserver(world: LiveWorld): Promise<void> {
  const { rpc, governor, web3 } = governed(world)
  const id = nodeId(privateKeyToAccount(generatePrivateKey()).publicKey.slice('0x04'.length))
  const committee = await readCommittee(web3Reader(web3))
  const act = async (call: SystemCall): Promise<void> => {
    const outcome = systemOutcome(await sendNativeTransaction(rpc, governor, call))
    if (!outcome.ok) throw new Error(systemFaultInWords(outcome.reason).en)
  }
  const isObserver = async () => (await rpc.getObserverList()).some((node) => node === id)
  const blocks = 1_000n
  await act(
    committee
      ? systemCall('committee', 'createSetConsensusWeightProposal', [id, 0, false, blocks])
      : systemCall('consensus', 'addObserver', [id]),
  )
  strictEqual(await isObserver(), true, 'the observer was added, and is not in the list')
  await act(
    committee ? systemCall('committee', 'createRmNodeProposal', [id, blocks]) : systemCall('consensus', 'remove', [id]),
  )
  strictEqual(await isObserver(), false, 'the observer was removed, and is still in the list')
  world.note(committee ? 'by proposals of the committee' : 'directly, as authority is not checked')
}
