import type { Words } from '../words.ts'

interface Status extends Words {
  readonly name: string
}

// From 10 000 on they are the pool's, which a transaction meets before any block.
const statuses: Readonly<Record<number, Status>> = {
  0: { name: 'Success', en: 'done', zh: '执行成功' },
  2: { name: 'OutOfGasLimit', en: 'the gas limit is below what a transaction costs', zh: 'gas 上限低于交易基本开销' },
  7: { name: 'NotEnoughCash', en: 'the account’s balance is too low', zh: '账户余额不足' },
  10: {
    name: 'BadInstruction',
    en: 'the contract holds an instruction that the engine does not know',
    zh: '合约含无效指令',
  },
  11: { name: 'BadJumpDestination', en: 'the contract jumps to a wrong place', zh: '合约跳转目标无效' },
  12: { name: 'OutOfGas', en: 'it ran out of gas', zh: 'gas 耗尽' },
  13: { name: 'OutOfStack', en: 'the contract’s stack overflowed', zh: '合约栈溢出' },
  14: { name: 'StackUnderflow', en: 'the contract took from an empty stack', zh: '合约栈下溢' },
  15: { name: 'PrecompiledError', en: 'the system contract refused', zh: '系统合约拒绝执行' },
  16: { name: 'RevertInstruction', en: 'the contract refused', zh: '合约拒绝执行' },
  17: { name: 'ContractAddressAlreadyUsed', en: 'there is a contract at this address', zh: '该地址已部署合约' },
  18: { name: 'PermissionDenied', en: 'the account has no authority for this', zh: '账户无权执行该操作' },
  19: { name: 'CallAddressError', en: 'there is no contract at this address', zh: '该地址没有合约' },
  20: { name: 'GasOverflow', en: 'the gas does not fit in a number', zh: 'gas 数值溢出' },
  21: { name: 'ContractFrozen', en: 'the contract is frozen', zh: '合约已冻结' },
  22: { name: 'AccountFrozen', en: 'the account is frozen', zh: '账户已冻结' },
  23: { name: 'AccountAbolished', en: 'the account is abolished', zh: '账户已注销' },
  24: { name: 'ContractAbolished', en: 'the contract is abolished', zh: '合约已注销' },
  10000: { name: 'NonceCheckFail', en: 'the nonce was used already', zh: 'nonce 已被使用' },
  10001: {
    name: 'BlockLimitCheckFail',
    en: 'the block limit has passed, or is too far ahead',
    zh: '区块限制已过期或超出范围',
  },
  10002: { name: 'TxPoolIsFull', en: 'the node’s pool is full', zh: '交易池已满' },
  10003: { name: 'Malformed', en: 'the transaction cannot be read', zh: '交易格式错误' },
  10004: { name: 'AlreadyInTxPool', en: 'the transaction is in the pool already', zh: '交易已在交易池中' },
  10005: { name: 'TxAlreadyInChain', en: 'the transaction is in a block already', zh: '交易已上链' },
  10006: { name: 'InvalidChainId', en: 'the transaction is for another chain', zh: '链 ID 不符' },
  10007: { name: 'InvalidGroupId', en: 'the transaction is for another group', zh: '群组 ID 不符' },
  10008: { name: 'InvalidSignature', en: 'the signature is not good', zh: '签名无效' },
  10009: { name: 'RequestNotBelongToTheGroup', en: 'the request is for another group', zh: '请求不属于该群组' },
  10010: { name: 'TransactionPoolTimeout', en: 'it waited too long in the pool', zh: '交易在交易池中超时' },
  10011: {
    name: 'AlreadyInTxPoolAndAccept',
    en: 'the transaction is in the pool and accepted',
    zh: '交易已在交易池中并被接受',
  },
  10016: { name: 'NoEnoughBalance', en: 'the account’s balance is too low', zh: '账户余额不足' },
}

/** The engine's name for a receipt's or the pool's status; `Unknown` for one that is not listed. */
export function statusName(status: number): string {
  return statuses[status]?.name ?? 'Unknown'
}

/** A receipt's or the pool's status in words; one that is not listed is said as such. */
export function statusInWords(status: number): Words {
  const known = statuses[status]
  return known
    ? { en: known.en, zh: known.zh }
    : { en: `status ${status}, which is not known here`, zh: `未知状态码 ${status}` }
}
