import {
  createNativeRpc,
  type NativeSigner,
  type PinnedSealer,
  sendNativeTransaction,
  systemCall,
  systemFaultInWords,
  systemOutcome,
  verifyTransaction,
} from '@theriac/fisco-bcos'

/** Lets a node join as an observer, and shows by the sealers' signatures alone that it was done. */
export async function admitNode(
  urls: readonly string[],
  nodeId: string,
  admin: NativeSigner,
  pinned: readonly PinnedSealer[],
): Promise<string> {
  const rpc = createNativeRpc({ urls, group: 'group0', timeoutMs: 10_000 })
  const sent = await sendNativeTransaction(rpc, admin, systemCall('consensus', 'addObserver', [nodeId]))
  const outcome = systemOutcome(sent)
  if (!outcome.ok) return systemFaultInWords(outcome.reason).zh

  const { transactionHash } = sent
  const header = await rpc.getHeader(sent.blockNumber)
  const { txProof = [] } = await rpc.getTransaction(transactionHash, { proof: true })
  const receipt = await rpc.getTransactionReceipt(transactionHash, { proof: true })
  const shown = await verifyTransaction({ header, transactionHash, txProof, receipt }, pinned)
  if (!shown.ok) return `${shown.reason.part} ${shown.reason.fault.code}`
  return `signed by ${shown.value.weight}, ${shown.value.quorum} needed`
}
