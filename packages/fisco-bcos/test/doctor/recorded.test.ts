import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createNativeRpc, createWeb3Rpc, examine, type Finding, gatherFacts } from '../../src/index.ts'
import { openStandIn, type RpcRequest, readRecordings } from '../../src/testing/index.ts'

const recordings = fileURLToPath(new URL('../../../../../shared/fixtures/fisco-bcos', import.meta.url))

describe.skipIf(!existsSync(recordings))('of the recorded chain', () => {
  async function findings(web3Folder: string): Promise<readonly Finding[]> {
    // The first block was recorded whole, and is asked for without its transactions, of which it has none.
    const answers = readRecordings(recordings).map((one) => ({ ...one, request: withoutTransactions(one.request) }))
    const native = await openStandIn({ answers: answers.filter(({ file }) => file.startsWith('native/')) })
    const web3 = await openStandIn({ answers: answers.filter(({ file }) => file.startsWith(web3Folder)) })
    try {
      const facts = await gatherFacts({
        web3: [{ url: web3.url, rpc: createWeb3Rpc({ url: web3.url, timeoutMs: 5_000 }) }],
        native: [{ url: native.url, rpc: createNativeRpc({ urls: [native.url], group: 'group0', timeoutMs: 5_000 }) }],
        senders: [],
        expected: { chainId: 20_200 },
      })
      return examine(facts, Date.UTC(2026, 10, 22, 20, 30))
    } finally {
      await native.close()
      await web3.close()
    }
  }
  function withoutTransactions({ method, params = [] }: RpcRequest): RpcRequest {
    if (method === 'eth_getBlockByNumber' && params[0] === '0x0') return { method, params: ['0x0', false] }
    if (method === 'getBlockByNumber' && params[2] === 0) return { method, params: ['group0', '', 0, true, false] }
    return { method, params }
  }
  const stateOf = (all: readonly Finding[], id: Finding['id']) => all.find((finding) => finding.id === id)

  test('the doctor says what it is, and that its contracts would see milliseconds', async () => {
    const found = await findings('web3-default/')
    expect(stateOf(found, 'native')).toMatchObject({ state: 'good', found: { en: 'answers for group0' } })
    expect(stateOf(found, 'web3')?.found.en).toContain('FISCO-BCOS-Web3RPC/3.16.4')
    expect(stateOf(found, 'same_chain')).toMatchObject({ state: 'good' })
    expect(stateOf(found, 'executor')).toMatchObject({ state: 'good' })
    expect(stateOf(found, 'chain_id')).toMatchObject({ state: 'good' })
    expect(stateOf(found, 'version')).toMatchObject({ state: 'warning' })
    expect(stateOf(found, 'cryptography')).toMatchObject({ state: 'good' })
    expect(stateOf(found, 'timestamps')).toMatchObject({ state: 'fault' })
    expect(stateOf(found, 'gas')).toMatchObject({ state: 'good' })
    expect(stateOf(found, 'sealers')?.found.en).toBe('4 of 4 are connected, 3 are needed')
    expect(stateOf(found, 'synchronisation')).toMatchObject({ state: 'good' })
  })
})
