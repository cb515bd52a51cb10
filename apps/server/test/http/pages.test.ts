import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../support/world.ts'

let world: World
let around: string
let folder: string
beforeAll(async () => {
  around = await mkdtemp(join(tmpdir(), 'theriac-pages-'))
  folder = join(around, 'dist')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await Promise.all([
    writeFile(join(folder, 'index.html'), 'the application'),
    writeFile(join(folder, 'check.html'), 'the public page'),
    writeFile(join(folder, 'favicon.svg'), '<svg/>'),
    writeFile(join(folder, '.secret'), 'nobody reads this'),
    writeFile(join(folder, 'assets', 'app-1234.js'), 'let plain'),
    writeFile(join(folder, 'assets', 'app-1234.js.gz'), 'let packed'),
  ])
  await writeFile(join(around, 'outside.txt'), 'outside')
  world = await openWorld({ webFolder: folder })
})
afterAll(async () => {
  await world?.close()
  await rm(around, { recursive: true, force: true })
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${world.url}${path}`, { headers: { 'accept-encoding': 'identity', ...headers } })

test('every path without a file is a page of the application, which is asked for anew each time', async () => {
  for (const path of ['/', '/lots/03400935955838/NW1', '/sign-in?to=%2Fstock']) {
    const response = await get(path)
    expect([response.status, await response.text()]).toEqual([200, 'the application'])
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
  }
})

test('the public page stands on a path of its own, and where the link of a pack leads', async () => {
  for (const path of ['/check', '/01/03400935955838/21/A.1?17=281031']) {
    expect(await (await get(path)).text()).toBe('the public page')
  }
})

test('a page may load from this server alone, and runs no script that stands in it', async () => {
  const policy = (await get('/')).headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/https?:|\*|script-src[^;]*'unsafe-(inline|eval)/)
})

test('a file with its content in its name is kept for good, and sent packed to whoever takes it so', async () => {
  const plain = await get('/assets/app-1234.js')
  expect(await plain.text()).toBe('let plain')
  expect(plain.headers.get('cache-control')).toContain('immutable')
  const { headers } = await world.server.app.inject({
    url: '/assets/app-1234.js',
    headers: { 'accept-encoding': 'gzip' },
  })
  expect(headers['content-encoding']).toBe('gzip')
  expect(headers['content-type']).toMatch(/javascript/)
  expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache')
})

test('what is not there is told as elsewhere, and not kept', async () => {
  for (const path of [
    '/assets/gone-1.js',
    '/api/v1/nothing',
    '/api/none.js',
    '/.secret',
    '/assets/',
    '/..%2foutside.txt',
    '/assets/..%2f..%2foutside.txt',
  ]) {
    const response = await get(path)
    expect([path, response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([
      path,
      404,
      'application/problem+json',
    ])
    expect(response.headers.get('cache-control') ?? '').not.toContain('immutable')
  }
})

test('a demonstration tells whom one can be, and a server in earnest tells nobody', async () => {
  const { demonstration, accounts } = await world.anonymous.about.show()
  expect(demonstration).toBe(true)
  expect(accounts).toHaveLength(27)
  const earnest = await openWorld({ settings: { demonstration: false } })
  try {
    expect(await earnest.anonymous.about.show()).toEqual({ version: '0.0.0', demonstration: false })
  } finally {
    await earnest.close()
  }
})
