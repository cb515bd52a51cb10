import { encodeFunctionData, type Hex, hexToBytes } from 'viem'
import { expect, test } from 'vitest'
import { type Chain, contractAddress } from '../src/index.ts'
import { openTestChain, signer } from './harness.ts'
import { mayfly, sample } from './sample.ts'

async function deploy(chain: Chain, bytecode: Hex) {
  const sender = signer()
  const sent = await chain.sendRawTransaction(await sender.sign({ data: bytecode, gas: 5_000_000n }))
  if (!sent.ok) throw new Error(sent.message)
  const located = await chain.waitFor(sent.hash)
  return { located, address: contractAddress(hexToBytes(sender.address), 0n) }
}

const data = (functionName: string, args: readonly unknown[] = []) =>
  encodeFunctionData({ abi: sample.abi, functionName, args })

test('reads are answered from the last sealed block while a long block is being executed', async () => {
  const chain = await openTestChain({ maxBlockMs: 60_000 })
  const { address } = await deploy(chain, sample.bytecode)
  const to = `0x${Buffer.from(address).toString('hex')}` as const
  const leaves = Array.from({ length: 300 }, (_, i) => `0x${(i + 1).toString(16).padStart(64, '0')}` as const)
  const load = data('merkle', [leaves])
  const raws = await Promise.all(Array.from({ length: 60 }, () => signer().sign({ to, data: load, gas: 20_000_000n })))
  const total = () => chain.call({ to: address, data: hexToBytes(data('total')) })
  const sent = await Promise.all(raws.map((raw) => chain.sendRawTransaction(raw)))
  let during = 0
  while (chain.pending().length > 0) {
    const headBefore = chain.head().header.number
    const outcome = await total()
    expect(outcome.status).toBe('succeeded')
    // A block that is being executed must not show: the value belongs to the head of that moment.
    if (headBefore === 1) {
      expect(BigInt(`0x${Buffer.from(outcome.output).toString('hex')}`)).toBe(0n)
      during++
    }
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  expect(sent.every((answer) => answer.ok)).toBe(true)
  expect(during).toBeGreaterThan(5)
  expect(Buffer.from((await total()).output).some((byte) => byte !== 0)).toBe(true)
})

test('an estimate is enough, and not much more than enough', async () => {
  const chain = await openTestChain()
  const { address } = await deploy(chain, sample.bytecode)
  for (const call of [data('count', [3n, '0x1234']), data('spawn'), data('plain', [1n])]) {
    const request = { to: address, data: hexToBytes(call) }
    const estimate = await chain.estimateGas(request)
    if (!estimate.ok) throw new Error(estimate.outcome.problem)
    expect((await chain.call({ ...request, gasLimit: estimate.gas })).status).toBe('succeeded')
    expect((await chain.call({ ...request, gasLimit: (estimate.gas * 95n) / 100n })).status).toBe('failed')
  }
  const refused = await chain.estimateGas({ to: address, data: hexToBytes(data('count', [101n, '0x'])) })
  expect(refused).toMatchObject({ ok: false, outcome: { status: 'reverted' } })
})

test('a simulation leaves nothing behind', async () => {
  const chain = await openTestChain()
  const { address } = await deploy(chain, sample.bytecode)
  const request = { to: address, data: hexToBytes(data('count', [3n, '0x'])) }
  const [first, second] = await Promise.all([chain.call(request), chain.call(request)])
  expect(first).toEqual(second)
  expect(chain.storageAt(address, 1n)).toBe(0n)
})

test('a contract destroyed in the transaction that made it is gone', async () => {
  const chain = await openTestChain()
  const { located, address } = await deploy(chain, mayfly.bytecode)
  expect(located.block.receipts[located.index]?.succeeded).toBe(true)
  expect(chain.account(address)).toBeUndefined()
  expect(chain.storageAt(address, 0n)).toBe(0n)
})

test('a transaction that runs out of gas, and one that goes a thousand calls deep, are sealed and the chain goes on', async () => {
  const chain = await openTestChain()
  // PUSH0×5, ADDRESS, GAS, CALL: calls itself until the depth or the gas is used up.
  const runtime = '5f5f5f5f5f305af100'
  const { address } = await deploy(chain, `0x68${runtime}5f5260096017f3`)
  const to = `0x${Buffer.from(address).toString('hex')}` as const
  for (const gas of [100_000n, 900_000_000n]) {
    const sent = await chain.sendRawTransaction(await signer().sign({ to, gas }))
    if (!sent.ok) throw new Error(sent.message)
    const { block, index } = await chain.waitFor(sent.hash)
    expect(block.receipts[index]?.succeeded).toBe(true)
  }
  const starved = await chain.sendRawTransaction(await signer().sign({ data: sample.bytecode, gas: 400_000n }))
  if (!starved.ok) throw new Error(starved.message)
  const { block, index } = await chain.waitFor(starved.hash)
  expect(block.receipts[index]).toMatchObject({ succeeded: false, gasUsed: 400_000n })
  expect(chain.failure).toBeUndefined()
})
