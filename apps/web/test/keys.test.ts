import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployThermometer, makeCertificate, openSupply } from '@theriac/server/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  screenshot,
} from './support/browser.ts'

const waitSeconds = 20
const dayMs = 86_400_000

let browser: BrowserWorld
let folder: string
/** The server of `north`, as a partner's. */
let partner: HttpServer
let answer: RequestListener
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'theriac-certificates-'))
  const at = (days: number) => new Date(Date.now() + days * dayMs)
  await writeFile(join(folder, 'node0.crt'), makeCertificate('node0', at(-300), at(12.5)))
  await writeFile(join(folder, 'agency.crt'), makeCertificate('agency', at(-300), at(800.5)))
  partner = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1')
  const names = ['node0.crt', 'agency.crt', 'node1.crt']
  browser = await openBrowserWorld([], { certificates: names.map((name) => join(folder, name)) })
})
afterAll(async () => {
  await browser?.close()
  partner?.close()
  await rm(folder, { recursive: true, force: true })
})

async function lookAt(page: Page, name: string): Promise<void> {
  await screenshot(page, `keys-${name}`)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

test('an admin sees which keys sign, where they are, and which certificate to renew', { timeout: 90_000 }, async () => {
  const { world } = browser
  const { items } = await world.as('market', 'admin').accounts.list()
  const operator = items.find(({ role }) => role === 'operator')
  const own = await world.signIn('market')
  await own.accounts.rotateKey({ params: { id: operator?.id ?? '' }, body: {}, waitSeconds })

  const page = await browser.as('market', 'admin', { path: '/chain/keys' })
  await page.getByText('1 certificate runs out within 30 days').waitFor()
  await page.getByText('1 certificate file cannot be read').waitFor()
  await page.getByText('12 days').waitFor()
  const replaced = page.getByRole('row').filter({ hasText: 'Replaced' })
  await replaced.waitFor()
  await lookAt(page, 'all')
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'In use' }).click()
  await expect.poll(() => replaced.count()).toBe(0)
  await page
    .getByRole('row')
    .filter({ hasText: operator?.displayName ?? '' })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: operator?.displayName ?? '' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Keys and certificates' }).waitFor()
  expect(await page.getByRole('combobox', { name: 'State' }).inputValue()).toBe('In use')

  const phone = await browser.as('regulator', 'auditor', {
    path: '/chain/keys',
    size: 'phone',
    language: 'zh',
    scheme: 'dark',
  })
  await phone.getByText('1 张证书将在 30 天内到期').waitFor()
  await lookAt(phone, 'all')
})

test('an admin says where the server is, and partners see it', { timeout: 90_000 }, async () => {
  const page = await browser.as('rhine', 'admin', { path: '/institution' })
  await page.getByText('No address is on the ledger').waitFor()
  await page.getByRole('button', { name: 'Say where it is' }).click()
  const field = page.getByRole('textbox', { name: 'Address of the server' })
  await field.fill('https://drugs.example.org/theriac')
  await page.getByRole('button', { name: 'Put it on the ledger' }).click()
  await page.getByText('partners know the paths').waitFor()
  await lookAt(page, 'service-fault')
  await field.fill('https://drugs.example.org')
  await page.getByRole('button', { name: 'Put it on the ledger' }).click()
  await page.getByText('The address is on the ledger.').waitFor()
  await page.getByRole('button', { name: 'Change' }).waitFor()
  await lookAt(page, 'service')

  const { gln } = browser.world.members.rhine
  const other = await browser.as('market', 'operator', { path: `/institutions/${gln}`, size: 'phone', language: 'zh' })
  await other.getByText('https://drugs.example.org').waitFor()
  expect(await other.getByRole('button', { name: '更改' }).count()).toBe(0)
  await lookAt(other, 'service')
})

test('a document that a partner keeps is fetched, once it is what the ledger knows', { timeout: 120_000 }, async () => {
  const { world } = browser
  const supply = await openSupply(world)
  const lot = await supply.makeLot('KF1', { serials: 2 })
  await supply.give('coast', { units: [{ lot: lot.id, units: [[0, 1]] }] })
  // Written as on a server of its own: the ledger learns the hash, and this server never sees the text.
  const subject = { kind: 'lot', gtin: lot.gtin, lot: lot.lot }
  const statement = { content: 'Assay 99.8 %', files: [], format: 1, kind: 'document', salt: 'ab12', subject }
  const text = JSON.stringify(statement)
  const record = await supply.writeElsewhere(lot, text)
  const { port } = partner.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`

  const page = await browser.as('coast', 'operator', { path: `/records/${record}` })
  await page.getByText('has told no address of its server').waitFor()
  await lookAt(page, 'no-address')
  await world.as('north', 'admin').exchange.setService({ body: { url }, waitSeconds })
  await page.reload()
  const button = page.getByRole('button', { name: 'Fetch from Nordwerk Pharma' })
  await button.click()
  await page.getByText('Partners cannot tell yet who asks').waitFor()
  await world.as('coast', 'admin').exchange.setService({ body: { url: world.url }, waitSeconds })
  answer = (_request, response) => response.writeHead(503).end()
  const away = await browser.as('coast', 'operator', { path: `/records/${record}` })
  await away.getByRole('button', { name: 'Fetch from Nordwerk Pharma' }).click()
  await away.getByText('The server of a partner does not answer').waitFor()
  answer = (_request, response) => response.end(text.replace('99.8', '89.8'))
  await button.click()
  await page.getByText('What came is not what the ledger knows').waitFor()
  await lookAt(page, 'differs')

  const phone = await browser.as('coast', 'auditor', { path: `/records/${record}`, size: 'phone', language: 'zh' })
  await phone.getByText('您的账户只能查看').waitFor()
  await lookAt(phone, 'elsewhere')

  answer = (_request, response) => response.end(text)
  await button.click()
  await page.getByText('Assay 99.8 %').first().waitFor()
  await page.getByText('This browser has computed the hash').waitFor()
  await lookAt(page, 'fetched')
})

test('a contract beside the platform is registered, and told in its own words', { timeout: 90_000 }, async () => {
  const { address } = await deployThermometer(browser.world)
  const page = await browser.as('north', 'admin', { path: '/chain/abis' })
  await page.getByText('No other contract is registered').waitFor()
  await lookAt(page, 'abis-none')
  await page.getByRole('button', { name: 'Register a contract' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Thermometer')
  await page.getByRole('textbox', { name: 'Address' }).fill('0xAA')
  await page.getByRole('textbox', { name: 'ABI' }).fill('[{"type":"event","name":"Measured","inputs":[]}]')
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByText('An address is 0x and 40 of 0-9 and a-f').waitFor()
  await page.getByRole('textbox', { name: 'Address' }).fill(`0x${'aa'.repeat(20)}`)
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByText('has no contract on this chain').waitFor()
  await page.getByRole('textbox', { name: 'Address' }).fill(address.toUpperCase().replace('0X', '0x'))
  await page.getByRole('textbox', { name: 'ABI' }).fill('[{"type":"event","name":"Measured"}]')
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByText('entry 1 is no whole event').waitFor()
  await lookAt(page, 'abi-fault')
  const abi = [
    { type: 'event', name: 'Measured', inputs: [{ name: 'tenths', type: 'uint256', indexed: false }] },
    { type: 'function', name: 'measure', inputs: [{ name: 'tenths', type: 'uint256' }], outputs: [] },
  ]
  await page.locator('input[type=file]').setInputFiles({
    name: 'Thermometer.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ contractName: 'Thermometer', abi })),
  })
  await expect.poll(() => page.getByRole('textbox', { name: 'ABI' }).inputValue()).toContain('contractName')
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByText('“Thermometer” is registered.').waitFor()
  await lookAt(page, 'abis')
  await page.getByRole('row').filter({ hasText: 'Thermometer' }).click()
  await page.getByText('measure(uint256)').waitFor()
  await page.getByText('tenths').first().waitFor()
  await lookAt(page, 'abi')

  const phone = await browser.as('north', 'operator', {
    path: `/chain/abis/${address}`,
    size: 'phone',
    language: 'zh',
    scheme: 'dark',
  })
  await phone.getByText('Measured(uint256)').waitFor()
  expect(await phone.getByRole('button', { name: '取消登记' }).count()).toBe(0)
  await lookAt(phone, 'abi')

  await page.getByRole('button', { name: 'Forget it' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Forget it' }).click()
  await page.getByText('No other contract is registered').waitFor()
})
