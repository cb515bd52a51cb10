import { type NodeFault, nodeFaultOf, type RpcSide } from '../rpc/index.ts'

/** Something that was asked for, or what was wrong with the asking. */
export type Asked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: NodeFault }

/** Asks; what is thrown is told as a fault of the RPC that was asked. */
export async function asked<Value>(side: RpcSide, ask: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { ok: true, value: await ask() }
  } catch (error) {
    return { ok: false, fault: nodeFaultOf(error, side) }
  }
}

/** What is not asked for, since the RPC that would tell is not what it should be. */
export function notAsked(side: RpcSide): Asked<never> {
  const [en, zh] = side === 'web3' ? ['the Web3 RPC', 'Web3 RPC'] : ['the native RPC', '原生 RPC']
  return {
    ok: false,
    fault: {
      code: 'NotAsked',
      found: { en: `not looked at: see what is said of ${en}`, zh: `未检查：见${zh} 一项` },
      advice: { en: `put ${en} right first`, zh: `请先修复${zh}` },
      passes: false,
    },
  }
}
