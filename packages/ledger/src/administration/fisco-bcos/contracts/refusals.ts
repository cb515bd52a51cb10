import { returnCodeInWords } from '@theriac/fisco-bcos'
import type { EngineRefusal } from '../../committee-types.ts'

const adminMissing = -51_000

const refusals = {
  ContractAdminMissing: returnCodeInWords(adminMissing),
  NotContractAdmin: {
    en: 'this server’s account is not the contract’s administrator',
    zh: '本服务器的账户不是该合约的管理员',
  },
  AdminAlready: { en: 'the account is the contract’s administrator already', zh: '该账户已是该合约的管理员' },
  NobodyListed: { en: 'at least one account has to be listed', zh: '名单中至少须有一个账户' },
  NotShownYet: {
    en: 'only the kind of authority was set, and the node does not show it yet. Look at who may call the method, and set it again',
    zh: '仅设置了权限类型，且节点尚未反映该变更。请查看该方法当前的权限并重新设置',
  },
} as const

/** What is refused before the engine is asked, or in place of its answer. */
export const refuse = (code: keyof typeof refusals): EngineRefusal => ({
  state: 'refused',
  code,
  words: refusals[code],
})

/** A step was refused after others had been made. */
export const madeInPart = ({ words }: EngineRefusal): EngineRefusal => ({
  state: 'refused',
  code: 'MadeInPart',
  words: {
    en: `only a part of it was made, then: ${words.en}. Look at who may call the method now, and set it again`,
    zh: `变更仅部分完成，随后被拒绝：${words.zh}。请查看该方法当前的权限并重新设置`,
  },
})
