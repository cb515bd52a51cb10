import { createHash } from 'node:crypto'

/**
 * The nonce of a job's act: the same whenever it is made again, so that the ledger takes the act once however often a crash
 * has it sent. 256 acts share a word of the contract's bitmap, and with it one storage slot.
 */
export function nonceOf(jobId: string, position: number): bigint {
  const word = createHash('sha256')
    .update(`theriac job ${jobId} ${Math.floor(position / 256)}`)
    .digest()
    .subarray(0, 31)
  return (BigInt(`0x${word.toString('hex')}`) << 8n) | BigInt(position % 256)
}
