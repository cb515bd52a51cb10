import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcessRequest, openChain } from '@theriac/chain'
import { encodeErrorResult, parseAbi, zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, onTestFinished, test } from 'vitest'
import {
  addressesFrom,
  createEndpoint,
  createReads,
  deployContracts,
  type Regulator,
  type RequestFunction,
} from '../../src/index.ts'
import { glnAt, newSigner } from './world.ts'

async function openEmpty(options: { blockGasLimit?: bigint; wrap?: (node: RequestFunction) => RequestFunction } = {}) {
  const { wrap = (node) => node, ...chainOptions } = options
  const dataDir = mkdtempSync(join(tmpdir(), 'theriac-ledger-'))
  const chain = await openChain({ dataDir, chainId: 20_271, ...chainOptions })
  const endpoint = createEndpoint({ request: wrap(inProcessRequest(chain)) })
  onTestFinished(async () => {
    endpoint.close()
    await chain.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { chain, endpoint }
}

const deployer = privateKeyToAccount(generatePrivateKey())
const admin = newSigner().address
const regulator: Regulator = { gln: glnAt(1), name: 'Regulator', admins: [admin], threshold: 1 }

test('contracts know each other once deployed, and a second set does not meet the first', async () => {
  const { endpoint } = await openEmpty()
  const first = await deployContracts(endpoint.client, deployer, regulator)
  const second = await deployContracts(endpoint.client, deployer, { ...regulator, gln: glnAt(2) })
  expect(new Set([...Object.values(first), ...Object.values(second)]).size).toBe(16)
  expect(await createReads(endpoint.client, first).institutions.regulator()).toBe(glnAt(1))
  expect(await createReads(endpoint.client, second).institutions.regulator()).toBe(glnAt(2))
})

test('all contracts are found from the address of their directory alone', async () => {
  const { endpoint } = await openEmpty()
  const addresses = await deployContracts(endpoint.client, deployer, regulator)
  expect(await addressesFrom(endpoint.client, addresses.directory)).toEqual(addresses)
  await expect(addressesFrom(endpoint.client, deployer.address)).rejects.toMatchObject({ code: 'ContractMissing' })
})

test.each<[string, string, Partial<Regulator>]>([
  ['no admin', 'admins', { admins: [] }],
  ['an admin twice', 'admins', { admins: [admin, admin] }],
  ['what is no account', 'admins', { admins: ['0x12'] }],
  ['the zero account', 'admins', { admins: [zeroAddress] }],
  ['a threshold of none', 'threshold', { threshold: 0 }],
  ['a threshold of more than there are', 'threshold', { threshold: 2 }],
  ['a threshold of half a person', 'threshold', { threshold: 0.5 }],
])('a regulator with %s is refused before anything is sent', async (_, field, change) => {
  const { endpoint, chain } = await openEmpty()
  await expect(deployContracts(endpoint.client, deployer, { ...regulator, ...change })).rejects.toMatchObject({
    code: 'RegulatorInvalid',
    data: { field },
  })
  expect(chain.head().header.number).toBe(0)
})

test('a chain whose blocks are too small for the contracts says which one failed', async () => {
  const { endpoint } = await openEmpty({ blockGasLimit: 1_500_000n })
  await expect(deployContracts(endpoint.client, deployer, regulator)).rejects.toMatchObject({
    code: 'DeploymentFailed',
    data: { contract: 'Institutions', txHash: expect.stringMatching(/^0x[0-9a-f]{64}$/) },
  })
})

test('a refusal that the node does not mean is waited out, one that it means is told', async () => {
  let means = false
  const { endpoint } = await openEmpty({
    wrap: (node) => async (request) => {
      if (request.method !== 'eth_sendRawTransaction') return node(request)
      if (!means) await node(request)
      throw Object.assign(new Error('AlreadyInTxPool'), { code: -32_000 })
    },
  })
  expect(await deployContracts(endpoint.client, deployer, regulator)).toHaveProperty('records')
  means = true
  await expect(deployContracts(endpoint.client, deployer, regulator, { graceMs: 100 })).rejects.toMatchObject({
    code: 'DeploymentFailed',
    data: { contract: 'Acts' },
  })
})

test('a node that tells of an account’s newest transaction a block late does not stop a deployment', async () => {
  const { endpoint } = await openEmpty({
    wrap: (node) => async (request) => {
      const answer = await node(request)
      const [, tag] = (request.params ?? []) as readonly unknown[]
      const isLate = request.method === 'eth_getTransactionCount' && tag === 'pending' && answer !== '0x0'
      return isLate ? `0x${(Number(answer) - 1).toString(16)}` : answer
    },
  })
  expect(await deployContracts(endpoint.client, deployer, regulator, { graceMs: 100 })).toHaveProperty('directory')
})

test('what is no contract is told as such where the engine reverts the call of it', async () => {
  const { endpoint } = await openEmpty({
    wrap: (node) => async (request) => {
      if (request.method !== 'eth_call') return node(request)
      const data = encodeErrorResult({ abi: parseAbi(['error Error(string)']), args: ['Call address error.'] })
      throw Object.assign(new Error(''), { code: 16, data })
    },
  })
  await expect(addressesFrom(endpoint.client, deployer.address)).rejects.toMatchObject({ code: 'ContractMissing' })
})

test('a chain that cannot be reached is told as such', async () => {
  const endpoint = createEndpoint({ request: () => Promise.reject(new Error('the line is cut')) })
  await expect(deployContracts(endpoint.client, deployer, regulator)).rejects.toMatchObject({
    code: 'EndpointUnavailable',
  })
})
