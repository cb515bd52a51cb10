import type { Hash, Hex } from 'viem'
import { isFiscoError } from '../../errors.ts'
import { createNativeRpc, type NativeRpc, type NodeType } from '../../rpc/index.ts'
import { isNativeRecording } from '../recordings.ts'
import { openStandIn } from '../stand-in.ts'
import { compareEach, errorOf, type RecordedCheck } from './check.ts'

type Ask = (rpc: NativeRpc, params: readonly unknown[]) => Promise<unknown>

/** How the client is made to send each request that was recorded. Parameters after group and node. */
const asks: Readonly<Record<string, Ask>> = {
  getGroupList: (rpc) => rpc.getGroupList(),
  getGroupInfo: (rpc) => rpc.getGroupInfo(),
  getGroupInfoList: (rpc) => rpc.getGroupInfoList(),
  getGroupNodeInfo: (rpc, [, name]) => rpc.getGroupNodeInfo(String(name)),
  getGroupPeers: (rpc) => rpc.getGroupPeers(),
  getPeers: (rpc) => rpc.getPeers(),
  getSealerList: (rpc) => rpc.getSealerList(),
  getObserverList: (rpc) => rpc.getObserverList(),
  getNodeListByType: (rpc, [, , type]) => rpc.getNodeListByType(type as NodeType),
  getConsensusStatus: (rpc) => rpc.getConsensusStatus(),
  getSyncStatus: (rpc) => rpc.getSyncStatus(),
  getPbftView: (rpc) => rpc.getPbftView(),
  getSystemConfigByKey: (rpc, [, , key]) => rpc.getSystemConfigByKey(String(key)),
  getTotalTransactionCount: (rpc) => rpc.getTotalTransactionCount(),
  getPendingTxSize: (rpc) => rpc.getPendingTxSize(),
  getBlockNumber: (rpc) => rpc.getBlockNumber(),
  getBlockHashByNumber: (rpc, [, , number]) => rpc.getBlockHashByNumber(BigInt(Number(number))),
  getBlockByHash: (rpc, [, , hash]) => rpc.getHeaderByHash(hash as Hash),
  getBlockByNumber: (rpc, [, , number, onlyHeader, onlyHash]) => {
    const height = BigInt(Number(number))
    if (onlyHeader === true) return rpc.getHeader(height)
    return onlyHash === true ? rpc.getBlockOfHashes(height) : rpc.getBlock(height)
  },
  getTransaction: (rpc, [, , hash, proof]) => rpc.getTransaction(hash as Hash, { proof: proof === true }),
  getTransactionReceipt: (rpc, [, , hash, proof]) => rpc.getTransactionReceipt(hash as Hash, { proof: proof === true }),
  getCode: (rpc, [, , address]) => rpc.getCode(address as Hex),
  getABI: (rpc, [, , address]) => rpc.getABI(address as Hex),
}

/** The codes that recorded errors have to become, by the engine's own number. */
const codes: Readonly<Record<number, string>> = {
  [-32_601]: 'MethodUnknown',
  [-32_000]: 'GroupUnknown',
  3008: 'NotFound',
}

/** Every answer of the native RPC is read by the client, served as it was; every error becomes its code. */
export const answers: RecordedCheck = {
  name: 'native answers',
  run: (recordings) =>
    compareEach(
      recordings.filter((recording) => isNativeRecording(recording) && recording.request.method !== 'sendTransaction'),
      async ({ request, response, ...recording }) => {
        const error = errorOf({ request, response, ...recording }) as { readonly code: number } | undefined
        // A request that the client cannot send, or not with these parameters, still shows how its error is taken.
        const ask: Ask | undefined = error
          ? (asks[request.method] ?? ((rpc) => rpc.getBlockNumber()))
          : asks[request.method]
        if (ask === undefined) return [`no method ${request.method}`]
        const standIn = await openStandIn({ answers: [() => response as { readonly result: unknown }] })
        try {
          const rpc = createNativeRpc({ urls: [standIn.url], group: 'group0', timeoutMs: 10_000 })
          const found = await ask(rpc, request.params ?? []).then(
            () => 'an answer',
            (thrown: unknown) => (isFiscoError(thrown) ? thrown.code : String(thrown)),
          )
          const wanted = error ? (codes[error.code] ?? 'RpcRefused') : 'an answer'
          return [found !== wanted && `${found} instead of ${wanted}`]
        } finally {
          await standIn.close()
        }
      },
    ),
}
