import type { Words } from '../words.ts'

interface ReturnCode extends Words {
  readonly code: string
}

// System contracts answer these as a negative integer in a transaction whose status is success.
const returnCodes = {
  [-50000]: { code: 'NoAuthority', en: 'the account has no authority for this', zh: '账户无权执行该操作' },
  [-50100]: { code: 'TableMissing', en: 'there is no such table', zh: '表不存在' },
  [-50101]: { code: 'FunctionUnknown', en: 'the system contract has no such function', zh: '系统合约没有该方法' },
  [-50102]: { code: 'AddressInvalid', en: 'this is no address', zh: '地址格式无效' },
  [-51000]: { code: 'ContractAdminMissing', en: 'the contract has no administrator', zh: '合约没有管理员' },
  [-51001]: { code: 'MethodAuthMissing', en: 'the method has no such authority', zh: '该合约方法未设置此权限' },
  [-51002]: {
    code: 'MethodAuthTypeMissing',
    en: 'the method’s kind of authority has to be set first',
    zh: '须先设置合约方法的权限类型',
  },
  [-51003]: { code: 'AuthTypeInvalid', en: 'there is no such kind of authority', zh: '权限类型无效' },
  [-51004]: { code: 'AuthTypeUnreadable', en: 'the stored authority cannot be read', zh: '已存权限数据无法读取' },
  [-51100]: { code: 'NodeIdInvalid', en: 'this is no node id', zh: '节点 ID 无效' },
  [-51101]: { code: 'LastSealer', en: 'it is the last sealer', zh: '不能移除最后一个共识节点' },
  [-51102]: { code: 'WeightInvalid', en: 'this is no weight for a sealer', zh: '共识权重无效' },
  [-51103]: { code: 'NodeMissing', en: 'the node is not in the group', zh: '节点不在群组中' },
  [-51104]: { code: 'ObserverFirst', en: 'the node has to be an observer first', zh: '节点须先成为观察节点' },
  [-51300]: { code: 'ConfigValueInvalid', en: 'this is no value for the configuration', zh: '系统配置值无效' },
  [-52008]: { code: 'AccountMissing', en: 'the chain does not know the account', zh: '链上没有该账户' },
  [-52009]: { code: 'AccountAddressInvalid', en: 'this is no account’s address', zh: '账户地址无效' },
  [-52010]: { code: 'AccountAlreadyNormal', en: 'the account is in normal use already', zh: '账户已处于正常状态' },
  [-52011]: { code: 'AccountFrozen', en: 'the account is frozen', zh: '账户已冻结' },
  [-52012]: { code: 'ValueUnchanged', en: 'it is so already', zh: '当前值已是目标值' },
  [-53001]: { code: 'PathMissing', en: 'there is no such path', zh: '路径不存在' },
  [-53002]: { code: 'PathTaken', en: 'the path exists already', zh: '路径已存在' },
  [-53003]: { code: 'FolderNotMade', en: 'the folder could not be made', zh: '目录创建失败' },
  [-53005]: { code: 'PathInvalid', en: 'this is no path', zh: '路径无效' },
  [-53006]: { code: 'PathTypeInvalid', en: 'the path is of another kind', zh: '路径类型不符' },
} as const satisfies Readonly<Record<number, ReturnCode>>

/** Literal codes of what system contracts return; `Unknown` for a number that is not listed. */
export type ReturnCodeName = (typeof returnCodes)[keyof typeof returnCodes]['code'] | 'Unknown'

const find = (returned: number): (typeof returnCodes)[keyof typeof returnCodes] | undefined =>
  Object.hasOwn(returnCodes, returned) ? returnCodes[returned as keyof typeof returnCodes] : undefined

/** The literal code of a negative number that a system contract returned. */
export function returnCodeName(returned: number): ReturnCodeName {
  return find(returned)?.code ?? 'Unknown'
}

/** What a system contract returned, in words; a number that is not listed is said as such. */
export function returnCodeInWords(returned: number): Words {
  const known = find(returned)
  return known
    ? { en: known.en, zh: known.zh }
    : {
        en: `the system contract answered ${returned}, which is not known here`,
        zh: `系统合约返回未知代码 ${returned}`,
      }
}
