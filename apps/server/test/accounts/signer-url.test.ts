import { expect, test } from 'vitest'
import { newKey } from '../../src/accounts/handlers/new-key.ts'
import { problemOf } from './world.ts'

const address = `0x${'12'.repeat(20)}` as const

test.each([
  ['http://signer.example/', 'https'],
  ['https://localhost:8443/', 'address'],
  ['https://127.0.0.1/', 'address'],
  ['https://[::1]/', 'address'],
  ['https://169.254.169.254/latest/meta-data', 'address'],
  ['https://10.0.0.1/', 'address'],
  ['https://user:word@signer.example/', 'credentials'],
  ['nonsense', 'url'],
])('no signing service is looked for inside: %s', async (url, rule) => {
  const deps = { loopbackSigners: false } as Parameters<typeof newKey>[0]
  const problem = await problemOf(newKey(deps, 'a key', { url, token: 'a token', address }))
  expect(problem.data.errors).toEqual([expect.objectContaining({ field: '/signer/url', rule })])
})
