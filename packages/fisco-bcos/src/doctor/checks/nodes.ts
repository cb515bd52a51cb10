import type { NodeFault } from '../../rpc/index.ts'
import type { ChainFacts } from '../facts.ts'
import { isFiscoBcos, mainOf, type NativeIdentity, type Told, type Web3Identity } from '../nodes.ts'
import { bad, good, type Verdict } from '../verdict.ts'

/** Judges one Web3 RPC by itself, and against the one that all else is asked of. */
export function judgeWeb3({ url, told }: Told<Web3Identity>, { web3 }: ChainFacts): Verdict {
  const main = mainOf(web3, isFiscoBcos)
  if (!told.ok) return faulty(told.fault, main?.told.ok === true && isFiscoBcos(main.told.value))
  const { clientVersion, chainId, genesisHash } = told.value
  if (!isFiscoBcos(told.value))
    return bad(
      'fault',
      { en: `answers as ${clientVersion}: no FISCO BCOS`, zh: `应答版本 ${clientVersion}：不是 FISCO BCOS` },
      {
        en: 'check the URL given with --web3; an embedded chain is named with --engine embedded, and needs no doctor',
        zh: '请核对 --web3 的地址；内置链应使用 --engine embedded，无需此检查',
      },
    )
  if (main?.told.ok && main.url !== url) {
    const other = main.told.value
    if (chainId !== other.chainId)
      return foreign(
        `is of chain ${chainId}, and ${main.url} of chain ${other.chainId}`,
        `属于链 ${chainId}，而 ${main.url} 属于链 ${other.chainId}`,
        '--web3',
      )
    if (genesisHash !== other.genesisHash) return foreign(...ofOtherBlocks(main.url), '--web3')
  }
  return good(`answers as ${clientVersion}`, `应答版本 ${clientVersion}`)
}

/** Judges one native RPC by itself, and against the one that all else is asked of. */
export function judgeNative({ url, told }: Told<NativeIdentity>, { native }: ChainFacts): Verdict {
  const main = mainOf(native)
  if (!told.ok) return faulty(told.fault, main?.told.ok === true)
  const { group, genesisHash } = told.value
  if (main?.told.ok && main.url !== url && genesisHash !== main.told.value.genesisHash)
    return foreign(...ofOtherBlocks(main.url), '--rpc')
  return good(`answers for ${group.groupID}`, `群组 ${group.groupID} 应答正常`)
}

/** A node that is away for a while keeps nothing from working as long as another one is there; a wrong URL must go in any case. */
function faulty({ found, advice, passes }: NodeFault, isAnotherThere: boolean): Verdict {
  return bad(passes && isAnotherThere ? 'warning' : 'fault', found, advice)
}

const ofOtherBlocks = (main: string) =>
  [`is of another chain than ${main}: its first block is another one`, `与 ${main} 不属于同一条链：创世块不同`] as const

const foreign = (en: string, zh: string, option: string): Verdict =>
  bad(
    'fault',
    { en, zh },
    {
      en: `take it out: what is given with ${option} must be of one chain and one group`,
      zh: `请移除该地址：${option} 的所有地址须属于同一条链的同一群组`,
    },
  )
