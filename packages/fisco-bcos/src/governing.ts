import type { NativeRpc } from './rpc/index.ts'
import { readSetting } from './setting.ts'
import { type Committee, type Reader, readCommittee } from './system/index.ts'

/** A setting that says whether the engine asks for authority. */
const authoritySetting = 'auth_check_status'

/**
 * The committee where it decides; undefined where authority is not checked. The engine makes a committee with the first
 * block in any case, of the account that the genesis names: that there is one says nothing.
 *
 * @param reader - reads contracts of the same chain; what the RPC itself calls unless given
 */
export async function readGoverningCommittee(
  rpc: Pick<NativeRpc, 'getSystemConfigByKey' | 'call'>,
  reader: Reader = rpc.call,
): Promise<Committee | undefined> {
  // Versions that have no such setting make no committee where it would not decide.
  return (await readSetting(rpc, authoritySetting)) === '0' ? undefined : readCommittee(reader)
}
