import { bad, type Check, good, judge } from '../verdict.ts'

/** The platform's own contracts, where they are deployed. */
export const contractChecks = {
  contracts: ({ contracts }) =>
    judge(contracts, (list) => {
      if (!list) return good('none deployed from this data folder yet', '本数据目录尚未部署合约')
      const missing = list.filter(({ hasCode }) => !hasCode).map(({ name }) => name)
      if (missing.length > 0)
        return bad(
          'fault',
          { en: `not on the chain: ${missing.join(', ')}`, zh: `链上不存在：${missing.join('、')}` },
          {
            en: 'chain and contracts.json are not of the same time, or not of one chain: restore both from one backup',
            zh: '链与 contracts.json 不是同一时间或同一条链的：请从同一备份恢复',
          },
        )
      const frozen = list.filter(({ isAvailable }) => !isAvailable).map(({ name }) => name)
      if (frozen.length > 0)
        return bad(
          'fault',
          { en: `frozen by the engine: ${frozen.join(', ')}`, zh: `已被引擎冻结：${frozen.join('、')}` },
          { en: 'their administrator thaws them under Chain → Contracts', zh: '请其管理员在“链 → 合约”中解冻' },
        )
      return good(`all ${list.length} are on the chain`, `${list.length} 个合约均在链上`)
    }),
  administrators: ({ contracts, committee }) =>
    judge(contracts, (list) =>
      judge(committee, (governing) => {
        if (!list || !governing) return good('nothing depends on them here', '此处不适用')
        const governors = new Set(governing.governors.map(({ account }) => account.toLowerCase()))
        const others = list.filter(({ admin }) => admin && !governors.has(admin.toLowerCase()))
        const [one] = others
        if (!one) return good('governors administer all contracts', '所有合约由治理委员管理')
        return bad(
          'warning',
          {
            en: `${one.admin}, which is no governor, can freeze ${others.length} of ${list.length} contracts`,
            zh: `非治理委员账户 ${one.admin} 可冻结 ${list.length} 个合约中的 ${others.length} 个`,
          },
          {
            en: 'it is the lane that deployed them: under Chain → Contracts propose the governor’s account in its place',
            zh: '该账户为部署合约的承载账户：请在“链 → 合约”中提议改由治理委员账户管理',
          },
        )
      }),
    ),
} satisfies Record<string, Check>
