import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Hex, recoverAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, onTestFinished, test } from 'vitest'
import { actDigest, actsDomain, createNonces, signAct } from '../src/carry/index.ts'
import { addressOfKey, javascriptHashSigner, localSigner, remoteSigner, type Signer } from '../src/keys/index.ts'
import { createKeyStore, nativeHashSigner } from '../src/node.ts'
import { someAddress, temporaryFolder } from './carry/world.ts'

const cost = { n: 1_024, r: 8, p: 1 }
const passphrase = 'correct horse'
const domain = actsDomain(20_200, '0x00000000000000000000000000000000000000ac')
const act = { target: someAddress(), deadline: 2_000_000_000, nonce: createNonces()(), data: '0x1234' as Hex }

function storeIn(folder: string) {
  return createKeyStore({ folder, cost })
}

test('keys are made, imported, listed, opened and deleted', async () => {
  const folder = join(temporaryFolder(), 'keys')
  const store = storeIn(folder)
  expect(await store.list()).toEqual([])
  const made = await store.create(passphrase, 'Ada')
  const privateKey = generatePrivateKey()
  const imported = await store.import(privateKey, 'another')
  expect((await store.list()).map(({ address }) => address).sort()).toEqual([made.address, imported.address].sort())
  expect(addressOfKey(await store.open(made.address, passphrase))).toBe(made.address)
  expect(await storeIn(folder).open(imported.address, 'another')).toBe(privateKey)
  await expect(store.import(privateKey, 'another')).rejects.toMatchObject({ code: 'KeyStoreKeyExists' })
  await expect(store.delete(made.address, 'wrong')).rejects.toMatchObject({ code: 'KeyStoreWrongPassphrase' })
  await store.delete(made.address, passphrase)
  await expect(store.open(made.address, passphrase)).rejects.toMatchObject({ code: 'KeyStoreUnknownKey' })
})

test('files are for their owner alone and hold no key', async () => {
  const folder = join(temporaryFolder(), 'keys')
  const privateKey = generatePrivateKey()
  const { address } = await storeIn(folder).import(privateKey, passphrase)
  expect(readdirSync(folder)).toEqual([`${address.toLowerCase()}.json`])
  const file = join(folder, `${address.toLowerCase()}.json`)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readFileSync(file, 'utf8')).not.toContain(privateKey.slice(2))
})

test('a wrong passphrase and a changed file are told apart where they can be', async () => {
  const folder = temporaryFolder()
  const store = storeIn(folder)
  const { address } = await store.create(passphrase, 'Ada')
  const file = join(folder, `${address.toLowerCase()}.json`)
  const sound = readFileSync(file, 'utf8')
  chmodSync(file, 0o600)
  await expect(store.open(address, 'wrong')).rejects.toMatchObject({
    code: 'KeyStoreWrongPassphrase',
    data: { address },
  })
  const cases: [string, string][] = [
    [sound.slice(0, 40), 'KeyStoreDamaged'],
    ['null', 'KeyStoreDamaged'],
    [sound.replace('"version": 1', '"version": 2'), 'KeyStoreUnknownVersion'],
    [sound.replace('"n": 1024', '"n": 1099511627776'), 'KeyStoreDamaged'],
    [sound.replace('"n": 1024', '"n": "1024"'), 'KeyStoreDamaged'],
    [sound.replace('Ada', 'Eve'), 'KeyStoreWrongPassphrase'],
    [sound.replace(address, someAddress()), 'KeyStoreDamaged'],
  ]
  for (const [content, code] of cases) {
    writeFileSync(file, content)
    await expect(store.open(address, passphrase), content.slice(0, 30)).rejects.toMatchObject({ code })
  }
})

test('a passphrase is changed, and the old one opens nothing any more', async () => {
  const store = storeIn(temporaryFolder())
  const { address } = await store.create(passphrase)
  const key = await store.open(address, passphrase)
  await store.changePassphrase(address, passphrase, 'new')
  expect(await store.open(address, 'new')).toBe(key)
  await expect(store.open(address, passphrase)).rejects.toMatchObject({ code: 'KeyStoreWrongPassphrase' })
})

test('what is no key is refused without telling it', async () => {
  for (const bad of ['0x', `0x${'00'.repeat(32)}`, `0x${'ff'.repeat(32)}`, '0x1234'] as const) {
    expect(() => addressOfKey(bad)).toThrow('Not a private key')
  }
  const store = storeIn(temporaryFolder())
  await expect(store.import('0xdeadbeef', passphrase)).rejects.not.toThrow('deadbeef')
})

test('native, JavaScript and viem accounts sign alike', async () => {
  const privateKey = generatePrivateKey()
  const native = nativeHashSigner()
  if (!native) throw new Error('No binding of secp256k1 for this machine')
  const signers: Signer[] = [
    localSigner(privateKey, native),
    localSigner(privateKey, javascriptHashSigner),
    privateKeyToAccount(privateKey),
  ]
  const signed = await Promise.all(signers.map((signer) => signAct(signer, domain, act)))
  expect(new Set(signed.map(({ signature }) => signature)).size).toBe(1)
  const digest = actDigest(domain, act)
  expect(await recoverAddress({ hash: digest, signature: signed[0]?.signature ?? '0x' })).toBe(addressOfKey(privateKey))
})

test('a wallet that gives the recovery id as 0 or 1 is understood', async () => {
  const account = privateKeyToAccount(generatePrivateKey())
  const wallet: Signer = {
    address: account.address,
    async signTypedData(typedData) {
      const signature = await account.signTypedData(typedData)
      return `0x${signature.slice(2, 130)}${signature.endsWith('1c') ? '01' : '00'}`
    },
  }
  expect((await signAct(wallet, domain, act)).signature).toBe((await signAct(account, domain, act)).signature)
})

async function signingService(
  answer: (request: { headers: IncomingMessage['headers']; body: string }) => Promise<[number, unknown]>,
) {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', async () => {
      const [status, content] = await answer({ headers: request.headers, body })
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/sign`
}

test('a signing service is not told the token in clear text over a network', () => {
  const address = `0x${'11'.repeat(20)}` as const
  for (const url of ['http://signer.example/sign', 'http://127.0.0.1.example/', 'ftp://127.0.0.1/', 'nonsense']) {
    expect(() => remoteSigner({ url, token: 'secret', address })).toThrow(
      expect.objectContaining({ code: 'FieldInvalid', data: expect.objectContaining({ field: 'url' }) }),
    )
  }
  for (const url of ['https://signer.example/sign', 'http://127.0.0.1:9/', 'http://[::1]:9/', 'http://localhost:9/']) {
    expect(remoteSigner({ url, token: 'secret', address }).address).toBe(address)
  }
})

test('a signing service signs an act with a key it keeps', async () => {
  const account = privateKeyToAccount(generatePrivateKey())
  const url = await signingService(async ({ headers, body }) => {
    if (headers.authorization !== 'Bearer secret') return [401, {}]
    const { address, typedData } = JSON.parse(body)
    return address === account.address ? [200, { signature: await account.signTypedData(typedData) }] : [403, {}]
  })
  const signer = remoteSigner({ url, token: 'secret', address: account.address })
  const signed = await signAct(signer, domain, act)
  expect(signed).toEqual(await signAct(account, domain, act))
  await expect(
    signAct(remoteSigner({ url, token: 'wrong', address: account.address }), domain, act),
  ).rejects.toMatchObject({
    code: 'SignerRefused',
    data: { status: 401 },
  })
})

test('a signing service leads to no other, and what it goes on about is not read', async () => {
  const { address } = privateKeyToAccount(generatePrivateKey())
  const asked: string[] = []
  const inside = await signingService(async () => {
    asked.push('inside')
    return [200, {}]
  })
  const answers = { redirect: { status: 307, headers: { location: inside } }, endless: { status: 200, headers: {} } }
  for (const { status, headers } of Object.values(answers)) {
    const server = createServer((_request, response) => {
      response.writeHead(status, headers)
      if (status !== 200) return response.end()
      const more = (): void => {
        while (response.writable && response.write('x'.repeat(65_536)));
      }
      response.on('drain', more)
      return more()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const signer = remoteSigner({ url: `http://127.0.0.1:${port}/`, token: 'secret', address })
    await expect(signAct(signer, domain, act)).rejects.toMatchObject({ code: 'SignerRefused', data: { status } })
    server.closeAllConnections()
    server.close()
  }
  expect(asked).toEqual([])
})

test('a signing service that signs with another key, or is away, is found out', async () => {
  const [mine, other] = [privateKeyToAccount(generatePrivateKey()), privateKeyToAccount(generatePrivateKey())]
  const url = await signingService(async ({ body }) => [
    200,
    { signature: await other.signTypedData(JSON.parse(body).typedData) },
  ])
  const signer = remoteSigner({ url, token: '', address: mine.address })
  await expect(signAct(signer, domain, act)).rejects.toMatchObject({
    code: 'SignatureMismatch',
    data: { expected: mine.address, actual: other.address },
  })
  const down = await signingService(async () => [503, {}])
  await expect(
    signAct(remoteSigner({ url: down, token: '', address: mine.address }), domain, act),
  ).rejects.toMatchObject({
    code: 'SignerUnavailable',
    retryable: true,
  })
})
