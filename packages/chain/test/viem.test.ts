import {
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  type Hex,
  http,
  parseEventLogs,
  toFunctionSelector,
  webSocket,
} from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import { serveTestChain, temporaryFolder } from './harness.ts'
import { sample } from './sample.ts'

async function deployed() {
  const served = await serveTestChain()
  const hash = await served.walletClient.deployContract({ abi: sample.abi, bytecode: sample.bytecode })
  const receipt = await served.publicClient.waitForTransactionReceipt({ hash })
  const address = receipt.contractAddress
  if (!address) throw new Error('not deployed')
  const contract = { address, abi: sample.abi }
  const write = async (functionName: string, args: readonly unknown[]) => {
    const sent = await served.walletClient.writeContract({ ...contract, functionName, args })
    return served.publicClient.waitForTransactionReceipt({ hash: sent })
  }
  return { ...served, address, receipt, contract, write }
}

test('viem deploys, writes, waits and reads', async () => {
  const { publicClient, contract, receipt, account, write } = await deployed()
  expect(receipt.status).toBe('success')
  const written = await write('count', [3n, '0xabcd'])
  expect(written.status).toBe('success')
  expect(written.logs).toHaveLength(1)
  expect(await publicClient.readContract({ ...contract, functionName: 'counts', args: [account.address] })).toBe(3n)
  expect(await publicClient.getTransactionCount({ address: account.address })).toBe(2)
  expect(await publicClient.getCode({ address: contract.address })).toMatch(/^0x60/)
  expect(BigInt((await publicClient.getStorageAt({ address: contract.address, slot: '0x1' })) ?? 0)).toBe(3n)
  expect(await publicClient.getGasPrice()).toBe(0n)
  expect((await publicClient.getFeeHistory({ blockCount: 2, rewardPercentiles: [50] })).reward).toHaveLength(2)
})

test('viem simulates and decodes custom errors, of a callee too', async () => {
  const { publicClient, walletClient, contract, account, write } = await deployed()
  const simulated = await publicClient.simulateContract({
    ...contract,
    functionName: 'count',
    args: [5n, '0x'],
    account,
  })
  expect(simulated.result).toBe(5n)
  const refused = publicClient.simulateContract({ ...contract, functionName: 'count', args: [101n, '0x'], account })
  const error = await refused.catch((caught: unknown) => caught)
  if (!(error instanceof BaseError)) throw error
  const revert = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  if (!(revert instanceof ContractFunctionRevertedError)) throw error
  expect(revert.data?.errorName).toBe('TooMany')
  expect(revert.data?.args).toEqual([account.address, 101n, 100n])
  await expect(walletClient.writeContract({ ...contract, functionName: 'count', args: [101n, '0x'] })).rejects.toThrow(
    /TooMany/,
  )
  await write('spawn', [])
  expect((await write('tryChild', [11n])).status).toBe('success')
  expect(await publicClient.readContract({ ...contract, functionName: 'total' })).toBe(1n)
  await expect(
    publicClient.simulateContract({ ...contract, functionName: 'throughChild', args: [11n], account }),
  ).rejects.toThrow(toFunctionSelector('ChildRefuses(uint256)'))
})

test('a transaction that reverts is sealed with status 0 and keeps none of its changes', async () => {
  const { publicClient, walletClient, contract, account } = await deployed()
  const hash = await walletClient.writeContract({
    ...contract,
    functionName: 'count',
    args: [101n, '0x'],
    gas: 200_000n,
  })
  const receipt = await publicClient.waitForTransactionReceipt({ hash })
  expect(receipt).toMatchObject({ status: 'reverted', logs: [] })
  expect(await publicClient.readContract({ ...contract, functionName: 'counts', args: [account.address] })).toBe(0n)
})

test('contracts see their block', async () => {
  const { publicClient, contract, chain } = await deployed()
  const seen = (await publicClient.readContract({ ...contract, functionName: 'context' })) as readonly unknown[]
  const { header } = chain.head()
  expect(seen[0]).toBe(BigInt(header.number))
  expect(seen[1]).toBe(BigInt(header.timestamp))
  expect(String(seen[2]).toLowerCase()).toBe(chain.sealer)
  expect(seen[3]).toBe(chain.chainId)
  expect(seen[4]).toBe(chain.block(header.number - 1)?.hash)
})

test('logs are found by address, by topic and by range', async () => {
  const { publicClient, contract, account, write } = await deployed()
  const first = await write('count', [1n, '0x01'])
  await write('plain', [9n])
  const third = await write('count', [1n, '0x03'])
  const all = await publicClient.getLogs({ address: contract.address, fromBlock: 0n })
  expect(all).toHaveLength(3)
  const counted = await publicClient.getContractEvents({
    ...contract,
    eventName: 'Counted',
    args: { who: account.address, count: 2n },
    fromBlock: 'earliest',
  })
  expect(counted.map((log) => log.transactionHash)).toEqual([third.transactionHash])
  const early = await publicClient.getLogs({ fromBlock: first.blockNumber, toBlock: first.blockNumber })
  expect(early.map((log) => log.transactionHash)).toEqual([first.transactionHash])
  expect(await publicClient.getLogs({ blockHash: third.blockHash })).toHaveLength(1)
  expect(parseEventLogs({ abi: sample.abi, logs: third.logs })[0]).toMatchObject({ eventName: 'Counted' })
  expect(await publicClient.getLogs({ address: account.address, fromBlock: 0n })).toEqual([])
})

test('filters tell what is new since they were asked last', async () => {
  const { publicClient, contract, write } = await deployed()
  const events = await publicClient.createContractEventFilter({ ...contract, eventName: 'Plain' })
  const blocks = await publicClient.createBlockFilter()
  const pending = await publicClient.createPendingTransactionFilter()
  const receipt = await write('plain', [4n])
  expect(await publicClient.getFilterChanges({ filter: events })).toHaveLength(1)
  expect(await publicClient.getFilterChanges({ filter: events })).toHaveLength(0)
  expect(await publicClient.getFilterChanges({ filter: blocks })).toEqual([receipt.blockHash])
  expect(await publicClient.getFilterChanges({ filter: pending })).toEqual([receipt.transactionHash])
  expect(await publicClient.getFilterLogs({ filter: events })).toHaveLength(1)
  expect(await publicClient.uninstallFilter({ filter: events })).toBe(true)
  await expect(publicClient.getFilterChanges({ filter: events })).rejects.toThrow(/filter not found/)
})

test.each(['http', 'webSocket'] as const)('watching over %s tells each event once', async (kind) => {
  const { server, definition, contract, write } = await deployed()
  const url = server.url()
  // Over HTTP a filter is made by a request of its own, which others may overtake.
  let isMade = (): void => {}
  const made = new Promise<void>((resolve) => {
    isMade = resolve
  })
  const fetchFn: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    if (String(init?.body).includes('eth_newFilter')) isMade()
    return response
  }
  const overHttp = kind === 'http'
  const client = createPublicClient({
    chain: definition,
    transport: overHttp ? http(url, { fetchFn }) : webSocket(url.replace('http', 'ws'), { reconnect: false }),
    pollingInterval: 20,
  })
  const values: unknown[] = []
  const heads: bigint[] = []
  const seen = new Promise<void>((resolve, reject) => {
    const done = () => {
      if (values.length >= 3 && heads.length >= 3) resolve()
    }
    const unwatch = client.watchContractEvent({
      ...contract,
      eventName: 'Plain',
      onLogs: (logs) => {
        for (const log of logs) values.push((log as unknown as { args: { value: bigint } }).args.value)
        done()
      },
      onError: reject,
    })
    const unwatchHeads = client.watchBlockNumber({
      emitMissed: true,
      emitOnBegin: true,
      onBlockNumber: (number) => {
        heads.push(number)
        done()
      },
      onError: reject,
    })
    onTestFinished(() => {
      unwatch()
      unwatchHeads()
    })
  })
  // The subscription is made before the first event when a request sent after it has been answered.
  if (overHttp) await made
  await client.getChainId()
  await client.getBlockNumber()
  await write('plain', [1n])
  await write('plain', [2n])
  await write('plain', [3n])
  await seen
  expect(values).toEqual([1n, 2n, 3n])
  expect([...heads].sort()).toEqual(heads)
})

test('multicall without a deployed contract, and JSON-RPC batches', async () => {
  const { definition, server, contract, account, write } = await deployed()
  await write('count', [2n, '0x'])
  const client = createPublicClient({
    chain: definition,
    transport: http(server.url(), { batch: { batchSize: 20, wait: 1 } }),
  })
  const [counts, total] = await client.multicall({
    contracts: [
      { ...contract, functionName: 'counts', args: [account.address] },
      { ...contract, functionName: 'total' },
    ],
    deployless: true,
  })
  expect(counts).toEqual({ status: 'success', result: 2n })
  expect(total).toEqual({ status: 'success', result: 2n })
  const [number, id, price] = await Promise.all([client.getBlockNumber(), client.getChainId(), client.getGasPrice()])
  expect([number, id, price]).toEqual([2n, definition.id, 0n])
})

test('blocks and transactions are found by number, hash and index', async () => {
  const { publicClient, receipt, account, contract } = await deployed()
  const block = await publicClient.getBlock({ includeTransactions: true })
  expect(block.hash).toBe(receipt.blockHash)
  expect((await publicClient.getBlock({ blockHash: receipt.blockHash })).transactions).toEqual([
    receipt.transactionHash,
  ])
  const [transaction] = block.transactions
  expect(transaction).toMatchObject({ from: account.address.toLowerCase(), to: null, type: 'eip1559', nonce: 0 })
  expect(await publicClient.getTransaction({ hash: receipt.transactionHash })).toEqual(transaction)
  expect(await publicClient.getTransaction({ blockNumber: 1n, index: 0 })).toEqual(transaction)
  expect(await publicClient.getTransaction({ blockHash: receipt.blockHash, index: 0 })).toEqual(transaction)
  expect(await publicClient.getBlockTransactionCount({ blockNumber: 1n })).toBe(1)
  expect((await publicClient.getBlock({ blockTag: 'earliest' })).number).toBe(0n)
  await expect(publicClient.getBlock({ blockNumber: 99n })).rejects.toThrow(/could not be found/)
  await expect(publicClient.getCode({ address: contract.address, blockNumber: 0n })).rejects.toThrow(/not kept/)
  const receipts = (await publicClient.request({
    method: 'eth_getBlockReceipts' as never,
    params: ['latest'] as never,
  })) as {
    transactionHash: Hex
  }[]
  expect(receipts.map((r) => r.transactionHash)).toEqual([receipt.transactionHash])
})

test('value moves where there is some, and only there', async () => {
  const rich = '0x00000000000000000000000000000000000000aa'
  const { publicClient, walletClient } = await serveTestChain({ dataDir: temporaryFolder(), alloc: { [rich]: 10n } })
  expect(await publicClient.getBalance({ address: rich })).toBe(10n)
  await expect(walletClient.sendTransaction({ to: rich, value: 1n, gas: 21_000n })).rejects.toThrow(
    /insufficient funds/,
  )
})
