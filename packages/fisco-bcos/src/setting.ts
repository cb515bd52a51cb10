import { isFiscoError } from './errors.ts'
import type { NativeRpc } from './rpc/index.ts'

/** A setting of the group; undefined for one that was never set, or that this version of the engine does not know. */
export async function readSetting(
  rpc: Pick<NativeRpc, 'getSystemConfigByKey'>,
  key: string,
): Promise<string | undefined> {
  try {
    return (await rpc.getSystemConfigByKey(key)).value
  } catch (error) {
    if (isFiscoError(error, 'NotFound')) return undefined
    throw error
  }
}
