import { setTimeout } from 'node:timers/promises'
import { nodeId } from '@theriac/fisco-bcos'
import { createEndpoint, createFiscoBcosAdministration } from '@theriac/ledger'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { nativeRpcOf } from '../../../src/funding.ts'
import { type LiveWorld, NotHere } from '../world.ts'

/** In which the list must tell of a change. */
const listedMs = 10_000

/** A key that nobody runs a node with: an observer takes no part in the consensus. */
export async function changeObserver(world: LiveWorld): Promise<void> {
  const { nodes, governor, note } = world
  const rpc = nativeRpcOf(nodes)
  const endpoint = createEndpoint({ urls: nodes.web3 })
  const administration = createFiscoBcosAdministration({ endpoint, rpc, signer: governor })
  const id = nodeId(privateKeyToAccount(generatePrivateKey()).publicKey.slice('0x04'.length))
  const isObserver = async () => (await rpc.getObserverList()).some((node) => node === id)
  const change = async (role: 'observer' | 'none'): Promise<void> => {
    const answer = await administration.changeRole(`0x${id}`, role)
    if (!answer.supported) throw new Error(`the administration does not change nodes here: ${answer.why}`)
    const { value } = answer
    if (value.state === 'refused')
      throw new Error(`making the node ${role} was refused: ${value.words.en} (${value.code})`)
    if (value.state === 'proposed') {
      await administration.revoke(Number(value.proposal))
      throw new NotHere('other governors would have to vote: the proposal was taken back')
    }
    const end = performance.now() + listedMs
    while ((await isObserver()) !== (role === 'observer')) {
      if (performance.now() > end) throw new Error(`the node was made ${role}, and getObserverList says otherwise`)
      await setTimeout(250)
    }
  }
  try {
    const committee = await administration.committee()
    try {
      await change('observer')
    } finally {
      if (await isObserver()) await change('none')
    }
    note(committee.supported ? 'by proposals of the committee' : 'directly, as authority is not checked')
  } finally {
    endpoint.close()
  }
}
