import { bad, type Check, good, judge } from './verdict.ts'
import { versionOf } from './version.ts'

/** Fewer blocks than this in a question for logs make following the chain slow. */
const fewLogBlocks = 1_000

/** Whether the right chain answers. */
export const nodeChecks = {
  web3: ({ clientVersion }) => {
    if (!clientVersion.ok)
      return bad(
        'fault',
        {
          en: `the Web3 RPC does not answer (${clientVersion.fault})`,
          zh: `Web3 RPC 无应答（${clientVersion.fault}）`,
        },
        {
          en: 'set enable=true in [web3_rpc] of config.ini, check listen_port and the URL given with --web3, and start the node',
          zh: '在 config.ini 的 [web3_rpc] 中设置 enable=true，核对 listen_port 与 --web3 的地址，然后启动节点',
        },
      )
    return good(`answers as ${clientVersion.value}`, `应答版本 ${clientVersion.value}`)
  },
  native: ({ group }) => {
    if (group.ok) return good(`answers for ${group.value.groupID}`, `群组 ${group.value.groupID} 应答正常`)
    return bad(
      'fault',
      {
        en: `the native RPC does not answer for the group (${group.fault})`,
        zh: `原生 RPC 未就该群组应答（${group.fault}）`,
      },
      {
        en: 'check listen_port and enable_ssl=false in [rpc] of config.ini, the URL given with --rpc, and the group’s id',
        zh: '核对 config.ini 中 [rpc] 的 listen_port 与 enable_ssl=false、--rpc 的地址及群组编号',
      },
    )
  },
  same_chain: ({ genesis }) =>
    judge(genesis, ({ web3, native }) =>
      web3 === native
        ? good('both URLs lead to the same chain', '两个地址指向同一条链')
        : bad(
            'fault',
            { en: 'the two URLs lead to different chains', zh: '两个地址指向不同的链' },
            { en: 'give --web3 and --rpc of the same node', zh: '请为 --web3 与 --rpc 指定同一节点的地址' },
          ),
    ),
  chain_id: ({ web3ChainId, expectedChainId }) =>
    judge(web3ChainId, (id) =>
      expectedChainId === undefined || id === expectedChainId
        ? good(`${id}`, `${id}`)
        : bad(
            'fault',
            {
              en: `${id}, and the data folder is for ${expectedChainId}`,
              zh: `${id}，而数据目录属于 ${expectedChainId}`,
            },
            { en: 'check the URL, or name another data folder', zh: '请核对地址，或指定另一个数据目录' },
          ),
    ),
  version: ({ config }) =>
    judge(config, ({ compatibility_version: text }) => {
      const version = versionOf(text ?? '')
      if (version < versionOf('3.9.0'))
        return bad(
          'fault',
          { en: `${text ?? 'unknown'}: it has no Web3 RPC`, zh: `${text ?? '未知'}：该版本没有 Web3 RPC` },
          { en: 'use 3.16.4 or newer', zh: '请使用 3.16.4 或更新版本' },
        )
      if (version < versionOf('3.17.1'))
        return bad(
          'warning',
          {
            en: `${text}: before 3.17.1 a malformed signature can stop a node`,
            zh: `${text}：3.17.1 之前的版本可能因异常签名而停机`,
          },
          { en: 'upgrade the nodes one after the other', zh: '请逐个升级节点' },
        )
      return good(`${text}`, `${text}`)
    }),
  cryptography: ({ group }) =>
    judge(group, ({ nodeList }) =>
      nodeList.some(({ iniConfig }) => iniConfig.smCryptoType)
        ? bad(
            'fault',
            {
              en: 'the chain uses SM2 and SM3, with which Web3 transactions do not go',
              zh: '该链为国密链，不支持 Web3 交易',
            },
            { en: 'make a chain without sm_crypto', zh: '请新建非国密链（sm_crypto=false）' },
          )
        : good('secp256k1 and Keccak-256', 'secp256k1 与 Keccak-256'),
    ),
  consensus: ({ group }) =>
    judge(group, ({ genesisConfig: { consensusType } }) =>
      consensusType === 'pbft'
        ? good('PBFT: a block is final when it is sealed', 'PBFT：出块即终局')
        : bad(
            'fault',
            { en: `the group runs ${consensusType}`, zh: `该群组使用 ${consensusType}` },
            { en: 'make a group with consensus_type=pbft', zh: '请新建 consensus_type=pbft 的群组' },
          ),
    ),
  logs: ({ logBlocks }) =>
    judge(logBlocks, (blocks) => {
      if (blocks === undefined) return good('the chain is too short to measure it', '链过短，暂无法测量')
      if (blocks >= fewLogBlocks) return good(`${blocks} blocks at once`, `每次可查询 ${blocks} 个区块`)
      return bad(
        'warning',
        {
          en: `a question for logs looks at ${blocks} blocks: following the chain is slow`,
          zh: `日志查询每次仅覆盖 ${blocks} 个区块：同步较慢`,
        },
        {
          en: 'set filter_max_process_block=1000 in [web3_rpc] of config.ini',
          zh: '在 config.ini 的 [web3_rpc] 中设置 filter_max_process_block=1000',
        },
      )
    }),
} satisfies Record<string, Check>
