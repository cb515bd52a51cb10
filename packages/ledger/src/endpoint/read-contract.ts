import { AbiDecodingZeroDataError, BaseError, ContractFunctionZeroDataError, type Hex, zeroAddress } from 'viem'
import { getCode, readContract as read } from 'viem/actions'
import { decodeRevert, LedgerError } from '../errors.ts'
import { asRpcError } from './rpc-error.ts'

/**
 * viem's `readContract` with coded errors.
 *
 * @throws LedgerError ContractMissing, ReadReverted, ReadFailed, of the endpoint
 */
export const readContract: typeof read = (client, parameters) =>
  read(client, parameters).catch(async (error: unknown) => {
    const address = parameters.address ?? zeroAddress
    const fault = readError(error, address, String(parameters.functionName))
    // FISCO BCOS reverts a call of what is no contract, where others answer with nothing.
    if (fault.code !== 'ReadReverted' || (await getCode(client, { address })) !== undefined) throw fault
    throw missing(address, String(parameters.functionName), error)
  })

const missing = (address: Hex, name: string, cause: unknown): LedgerError =>
  new LedgerError('ContractMissing', `No such contract at ${address}`, { address, read: name }, cause)

/** The coded error for one of viem's: what the endpoint threw if it did, or what a contract or node answered. */
function readError(error: unknown, address: Hex, name: string): LedgerError {
  const inner = ledgerErrorIn(error)
  if (inner) return inner
  const isEmpty =
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof AbiDecodingZeroDataError || cause instanceof ContractFunctionZeroDataError)
  if (isEmpty) return missing(address, name, error)
  const data = asRpcError(error)?.data
  if (typeof data === 'string' && data.startsWith('0x')) {
    const revert = decodeRevert(data as Hex)
    const words = `${name} was refused: ${revert.name}`
    return new LedgerError('ReadReverted', words, { address, read: name, revert }, error)
  }
  return new LedgerError('ReadFailed', `${name} of ${address} was not read`, { address, read: name }, error)
}

/** viem wraps what a transport throws. */
export function ledgerErrorIn(thrown: unknown): LedgerError | undefined {
  for (let error: unknown = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof LedgerError) return error
  }
  return undefined
}
