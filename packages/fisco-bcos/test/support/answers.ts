import type { BlockHeader, Receipt } from '../../src/index.ts'

const bare = (hex: string | undefined): string => hex?.replace(/^0x/, '') ?? ''

/** A header as a node writes it. */
export function nativeHeader(header: BlockHeader): object {
  return {
    ...header,
    number: Number(header.number),
    gasUsed: header.gasUsed.toString(),
    timestamp: Number(header.timestamp),
    sealer: Number(header.sealer),
    parentInfo: header.parentInfo.map((parent) => ({ ...parent, blockNumber: Number(parent.blockNumber) })),
    sealerList: header.sealerList.map((id) => `0x${id}`),
    consensusWeights: header.consensusWeights.map(Number),
  }
}

/** A receipt as a node writes it: some of its texts without 0x, absent addresses empty. */
export function nativeReceipt(receipt: Receipt): object {
  return {
    ...receipt,
    blockNumber: Number(receipt.blockNumber),
    gasUsed: receipt.gasUsed.toString(),
    to: bare(receipt.to),
    contractAddress: bare(receipt.contractAddress),
    checksumContractAddress: '',
    extraData: '',
    logEntries: receipt.logEntries.map((log) => ({ ...log, address: bare(log.address) })),
    ...(receipt.txReceiptProof ? { txReceiptProof: receipt.txReceiptProof.map(bare) } : {}),
  }
}

/** What `getGroupInfo` tells of a group of one node. */
export function nativeGroup(groupID: string, chainID = 'chain0'): object {
  const nodeID = 'ab'.repeat(64)
  return {
    chainID,
    groupID,
    genesisConfig: JSON.stringify({
      blockTxCountLimit: 1000,
      consensusLeaderPeriod: 1,
      consensusType: 'pbft',
      sealerList: [{ nodeID, weight: 1 }],
      txGasLimit: 3_000_000_000,
    }),
    iniConfig: '',
    nodeList: [
      {
        featureKeys: ['feature_balance'],
        iniConfig: JSON.stringify({
          binaryInfo: { buildTime: 'today', gitCommitHash: '7608ab866', platform: 'Linux/g++', version: '3.16.4' },
          chainID,
          groupID,
          isAuthCheck: false,
          isSerialExecute: true,
          isWasm: false,
          nodeID,
          nodeName: nodeID,
          smCryptoType: false,
        }),
        microService: false,
        name: nodeID,
        nodeID,
        protocol: { compatibilityVersion: 51_381_248, maxSupportedVersion: 2, minSupportedVersion: 0 },
        serviceInfo: [],
        type: 0,
      },
    ],
  }
}
