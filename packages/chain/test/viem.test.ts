import { BaseError, ContractFunctionRevertedError, createPublicClient, type Hex, webSocket } from 'viem'
import { expect, test } from 'vitest'
import { serveTestChain } from './harness.ts'
import { sample } from './sample.ts'

async function deployed() {
  const served = await serveTestChain()
  const hash = await served.walletClient.deployContract({ abi: sample.abi, bytecode: sample.bytecode })
  const receipt = await served.publicClient.waitForTransactionReceipt({ hash })
  const address = receipt.contractAddress
  if (!address) throw new Error('not deployed')
  return { ...served, address, receipt, contract: { address, abi: sample.abi } }
}

test('viem deploys, writes, waits and reads', async () => {
  const { publicClient, walletClient, contract, receipt, account } = await deployed()
  expect(receipt.status).toBe('success')
  const hash = await walletClient.writeContract({ ...contract, functionName: 'count', args: [3n, '0xabcd'] })
  const written = await publicClient.waitForTransactionReceipt({ hash })
  expect(written.status).toBe('success')
  expect(written.logs).toHaveLength(1)
  expect(await publicClient.readContract({ ...contract, functionName: 'counts', args: [account.address] })).toBe(3n)
  expect(await publicClient.getTransactionCount({ address: account.address })).toBe(2)
})
