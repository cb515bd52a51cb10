import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPublicClient, http, webSocket } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import { createRpcHandler } from '../src/index.ts'
import { CHAIN_ID, openTestChain } from './harness.ts'

test('a chain is served on the port of another HTTP server, beside its own pages', async () => {
  const chain = await openTestChain()
  const rpc = createRpcHandler({ groups: [{ chain, path: '/rpc' }] })
  const server = createServer((request, response) => {
    if (rpc.owns(request)) rpc.handle(request, response)
    else response.end('its own page')
  })
  server.on('upgrade', rpc.upgrade)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    rpc.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  expect(await (await fetch(`http://${host}/page`)).text()).toBe('its own page')
  for (const transport of [http(`http://${host}/rpc?key=1`), webSocket(`ws://${host}/rpc`, { reconnect: false })]) {
    expect(await createPublicClient({ transport }).getChainId()).toBe(CHAIN_ID)
  }
  const other = webSocket(`ws://${host}/page`, { reconnect: false, retryCount: 0 })
  await expect(createPublicClient({ transport: other }).getChainId()).rejects.toThrow()
})
