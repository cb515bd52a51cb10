import { strictEqual } from 'node:assert'
import {
  nodeId,
  readCommittee,
  type SystemCall,
  sendNativeTransaction,
  systemCall,
  systemFaultInWords,
  systemOutcome,
} from '@theriac/fisco-bcos'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { nativeRpcOf } from '../../../src/funding.ts'
import type { LiveWorld } from '../world.ts'

/** A key that nobody runs a node with: an observer takes no part in the consensus. */
export async function changeObserver({ nodes, governor, note }: LiveWorld): Promise<void> {
  const rpc = nativeRpcOf(nodes)
  const id = nodeId(privateKeyToAccount(generatePrivateKey()).publicKey.slice('0x04'.length))
  const committee = await readCommittee(rpc.call)
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
  note(committee ? 'by proposals of the committee' : 'directly, as authority is not checked')
}
