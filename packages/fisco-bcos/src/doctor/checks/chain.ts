import type { RpcSide } from '../../rpc/index.ts'
import type { Words } from '../../words.ts'
import { type Asked, notAsked } from '../asked.ts'
import type { ChainFacts } from '../facts.ts'
import { isFiscoBcos, mainOf, type Told } from '../nodes.ts'
import { bad, type Check, good, judge } from '../verdict.ts'
import { versionOf } from './version.ts'

/** Fewer blocks than this in a question for logs make following the chain slow. */
const fewLogBlocks = 1_000

/** Which chain it is, and how it was made. */
export const chainChecks = {
  same_chain: ({ web3, native, expected }) =>
    judge(web3Of(web3), ({ genesisHash }) =>
      judge(nativeOf(native), (other) => {
        if (genesisHash !== other.genesisHash)
          return bad(
            'fault',
            { en: 'the two RPCs lead to different chains', zh: '两个 RPC 指向不同的链' },
            { en: 'give --web3 and --rpc of the same node', zh: '请为 --web3 与 --rpc 指定同一节点的地址' },
          )
        if (expected?.genesisHash !== undefined && expected.genesisHash !== genesisHash)
          return bad(
            'fault',
            {
              en: 'the chain has another first block than the one that the data folder knows',
              zh: '该链的创世块与数据目录记录的不一致',
            },
            {
              en: 'it was made anew, or is another one: check the URLs, or name another data folder',
              zh: '该链已重建，或为另一条链：请核对地址，或指定另一个数据目录',
            },
          )
        return good('both RPCs lead to the same chain', '两个 RPC 指向同一条链')
      }),
    ),
  chain_id: ({ web3, expected, config }) =>
    judge(web3Of(web3), ({ chainId }) => {
      if (expected && chainId !== expected.chainId)
        return bad(
          'fault',
          {
            en: `${chainId}, and the data folder is for ${expected.chainId}`,
            zh: `${chainId}，而数据目录属于 ${expected.chainId}`,
          },
          { en: 'check the URL, or name another data folder', zh: '请核对地址，或指定另一个数据目录' },
        )
      const stored = config.ok ? config.value.web3_chain_id : undefined
      if (stored !== undefined && Number(stored) !== chainId)
        return bad(
          'fault',
          {
            en: `${chainId}, and the chain’s own setting web3_chain_id is ${stored}`,
            zh: `${chainId}，而链上配置 web3_chain_id 为 ${stored}`,
          },
          {
            en: 'config.genesis of this node is not the group’s: copy it from another node',
            zh: '本节点的 config.genesis 与群组不一致：请从其他节点复制',
          },
        )
      return good(`${chainId}`, `${chainId}`)
    }),
  version: ({ native, config }) =>
    judge(nativeOf(native), ({ group }) =>
      judge(config, ({ compatibility_version: data = '' }) => {
        const programs = group.nodeList.map(({ iniConfig }) => iniConfig.binaryInfo.version)
        const [program = data] = programs.sort((one, other) => versionOf(one) - versionOf(other))
        const said = program === data ? { en: program, zh: program } : bothVersions(program, data)
        if (versionOf(data) < versionOf('3.9.0'))
          return bad(
            'fault',
            { en: `${said.en}: it has no Web3 RPC`, zh: `${said.zh}：该版本没有 Web3 RPC` },
            {
              en: 'use 3.16.4 or newer; on a chain that is there raise compatibility_version when all nodes run it',
              zh: '请使用 3.16.4 或更新版本；已有的链须在全部节点升级后提高 compatibility_version',
            },
          )
        if (versionOf(program) < versionOf('3.17.1'))
          return bad(
            'warning',
            {
              en: `${said.en}: before 3.17.1 a malformed signature can stop a node`,
              zh: `${said.zh}：3.17.1 之前的版本可能因异常签名而停机`,
            },
            { en: 'upgrade the nodes one after the other', zh: '请逐个升级节点' },
          )
        return { state: 'good', found: said }
      }),
    ),
  executor: ({ native, config }) =>
    judge(nativeOf(native), ({ group }) =>
      judge(config, ({ executor_version: version }) => {
        if (group.nodeList.some(({ iniConfig }) => iniConfig.isWasm))
          return bad(
            'fault',
            { en: 'the chain runs WASM, and no EVM bytecode', zh: '该链运行 WASM，不支持 EVM 字节码' },
            { en: 'make a chain with is_wasm=false', zh: '请新建 is_wasm=false 的链' },
          )
        if (version === '1') return good('version 1', '版本 1')
        return bad(
          'warning',
          {
            en: `version ${version ?? 'unknown'}: the contracts were measured on version 1 alone`,
            zh: `版本 ${version ?? '未知'}：合约仅在版本 1 上实测过`,
          },
          {
            en: 'run `npm run test:fisco-bcos` on it before anything depends on it',
            zh: '正式使用前请运行 `npm run test:fisco-bcos`',
          },
        )
      }),
    ),
  cryptography: ({ native }) =>
    judge(nativeOf(native), ({ group: { nodeList } }) =>
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
  consensus: ({ native }) =>
    judge(
      nativeOf(native),
      ({
        group: {
          genesisConfig: { consensusType },
        },
      }) =>
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

const web3Of = (nodes: ChainFacts['web3']) => toldOf(mainOf(nodes, isFiscoBcos), 'web3')
const nativeOf = (nodes: ChainFacts['native']) => toldOf(mainOf(nodes), 'native')

/** What its own finding tells already is not told again. */
const toldOf = <What>(node: Told<What> | undefined, side: RpcSide): Asked<What> =>
  node?.told.ok ? node.told : notAsked(side)

const bothVersions = (program: string, data: string): Words => ({
  en: `${program}, with compatibility_version ${data === '' ? 'unknown' : data}`,
  zh: `${program}，compatibility_version 为 ${data === '' ? '未知' : data}`,
})
