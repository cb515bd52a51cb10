import { bad, type Check, good, judge } from '../verdict.ts'
import { versionOf } from './version.ts'

/** From here on a sender without a balance is refused. */
const needsBalance = versionOf('3.16.4')

/** What was decided when the chain was made, or since. */
export const settingChecks = {
  balances: ({ config }) =>
    judge(config, (values) => {
      const isOn = values.feature_balance === '1' && values.feature_balance_precompiled === '1'
      if (isOn) return good('switched on', '已启用')
      if (versionOf(values.compatibility_version ?? '') < needsBalance)
        return good('off, and this version does not ask for them', '未启用，当前版本无需启用')
      return bad(
        'fault',
        { en: 'off: the chain refuses every sender', zh: '未启用：链将拒绝所有发送方' },
        {
          en: 'run `theriac deploy` or `theriac fund`, which switch them on; it cannot be undone',
          zh: '运行 `theriac deploy` 或 `theriac fund` 即会启用；启用后不可撤销',
        },
      )
    }),
  senders: ({ senders }) =>
    judge(senders, (list) => {
      const poor = list.filter(({ balance }) => balance === 0n)
      if (list.length === 0) return good('none named', '未指定')
      if (poor.length === 0) return good(`all ${list.length} have a balance`, `${list.length} 个账户均有余额`)
      return bad(
        'fault',
        {
          en: `${poor.length} of ${list.length} have no balance`,
          zh: `${list.length} 个账户中有 ${poor.length} 个没有余额`,
        },
        {
          en: `run \`theriac fund ${poor.map(({ account }) => account).join(' ')}\``,
          zh: `运行 \`theriac fund ${poor.map(({ account }) => account).join(' ')}\``,
        },
      )
    }),
  addresses: ({ config }) =>
    judge(config, ({ feature_raw_address: value }) =>
      value === '1'
        ? bad(
            'fault',
            {
              en: 'feature_raw_address is on, with which Web3 senders fail',
              zh: 'feature_raw_address 已启用，Web3 发送方将失败',
            },
            {
              en: 'it cannot be switched off: make a new chain without it',
              zh: '该特性不可关闭：请新建未启用该特性的链',
            },
          )
        : good('as Ethereum has them', '与以太坊一致'),
    ),
  timestamps: ({ config, contracts }) =>
    judge(config, ({ feature_evm_timestamp: value }) => {
      if (value === '1') return good('contracts see seconds', '合约中的时间单位为秒')
      return bad(
        'fault',
        {
          en: 'feature_evm_timestamp is off: contracts see milliseconds, and take every licence and act for expired',
          zh: 'feature_evm_timestamp 未启用：合约中的时间单位为毫秒，所有许可证与操作都会被视为过期',
        },
        contracts.ok && contracts.value
          ? {
              en: 'set it to 1 under Chain → Settings of the regulator’s server; it cannot be undone',
              zh: '请在监管方服务器的“链 → 系统配置”中将其设为 1；设置后不可撤销',
            }
          : {
              en: 'run `theriac deploy`, which switches it on; it cannot be undone',
              zh: '运行 `theriac deploy` 即会启用；启用后不可撤销',
            },
      )
    }),
  gas: ({ config }) =>
    judge(config, ({ tx_gas_price: price, tx_gas_limit: limit }) => {
      if (price !== undefined && BigInt(price) !== 0n)
        return bad(
          'fault',
          { en: `gas costs ${price}: lanes would run dry`, zh: `燃料价格为 ${price}：承载账户余额终将耗尽` },
          { en: 'set tx_gas_price to 0', zh: '请将 tx_gas_price 设为 0' },
        )
      if (limit !== undefined && Number(limit) < 100_000_000)
        return bad(
          'fault',
          {
            en: `a transaction may use ${limit} gas, less than the contracts need`,
            zh: `单笔交易燃料上限 ${limit}，低于合约所需`,
          },
          { en: 'set tx_gas_limit to 300000000 or more', zh: '请将 tx_gas_limit 设为 300000000 或以上' },
        )
      return good('free, and enough of it', '免费且上限充足')
    }),
  authority: ({ committee }) =>
    judge(committee, (found) => {
      if (!found)
        return bad(
          'warning',
          {
            en: 'nobody’s authority is checked: any account changes nodes and configuration',
            zh: '未启用权限检查：任何账户都可更改节点与系统配置',
          },
          {
            en: 'for a consortium in earnest make the chain with is_auth_check=true in the genesis; keep the RPC ports to the node’s own machine in any case',
            zh: '正式联盟链请在建链时于创世配置中设置 is_auth_check=true；无论如何 RPC 端口只应对本机开放',
          },
        )
      const { governors, participatesRate, winRate } = found
      if (governors.length === 1 || participatesRate + winRate === 0)
        return bad(
          'warning',
          {
            en: `a committee of ${governors.length} with rates ${participatesRate} and ${winRate}: one vote decides`,
            zh: `治理委员会 ${governors.length} 人，参与率 ${participatesRate}、通过率 ${winRate}：一票即可决定`,
          },
          {
            en: 'add governors of other institutions, then raise the rates',
            zh: '请增加其他机构的治理委员，再提高比率',
          },
        )
      return good(`a committee of ${governors.length}`, `治理委员会 ${governors.length} 人`)
    }),
} satisfies Record<string, Check>
