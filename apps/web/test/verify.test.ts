import { openSupply, type SuppliedLot } from '@theriac/server/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  scan,
  screenshot,
} from './support/browser.ts'

const separator = '\u001d'
let browser: BrowserWorld
let lot: SuppliedLot

beforeAll(async () => {
  browser = await openBrowserWorld()
  const supply = await openSupply(browser.world)
  lot = await supply.makeLot('NW2611A', { serials: 4 })
})
afterAll(() => browser?.close())

const codeOf = (serial: string): string =>
  `01${lot.gtin}17${lot.expiry.replaceAll('-', '').slice(2)}21${serial}${separator}10${lot.lot}`

test('a hand scanner is heard wherever the focus is, and the verdict is seen at once', async () => {
  const page = await browser.as('north', 'operator', { path: '/verify' })
  await page.getByRole('link', { name: 'Verify a pack' }).first().focus()
  await scan(page, codeOf(String(lot.serials[0])))
  await page.getByRole('heading', { name: 'Genuine, may be supplied' }).waitFor()
  await screenshot(page, 'verify-genuine')
  await expectAccessible(page)
  expectQuiet(page)
})

test('a pack that is elsewhere is genuine and not to be supplied; one that nobody made is suspect and raises an alert', async () => {
  const page = await browser.as('market', 'operator', { path: '/verify', size: 'phone', scheme: 'dark' })
  await scan(page, codeOf(String(lot.serials[1])))
  await page.getByRole('heading', { name: /^Genuine, but not/ }).waitFor()
  await scan(page, codeOf('NOBODYSPACK'))
  await page.getByRole('heading', { name: 'Suspect: keep it apart' }).waitFor()
  await page.getByText('An alert was raised (PC_02)').waitFor()
  await screenshot(page, 'verify-suspect')
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
})

test('what caps lock made of a code is told, and answered as it was meant', async () => {
  const page = await browser.as('north', 'operator', { path: '/verify', language: 'zh' })
  await scan(page, codeOf(String(lot.serials[2])).toLowerCase())
  await page.getByText('大写锁定已开启').waitFor()
  await page.getByRole('heading', { name: '真品，可以销售' }).waitFor()
  expectQuiet(page)
})

test('a session that ends asks for the password over the page, and what was typed is still there', async () => {
  const page = await browser.as('north', 'operator', { path: '/verify' })
  const field = page.getByLabel('Scan or type a code')
  await field.fill(codeOf(String(lot.serials[3])))
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByRole('heading', { name: 'Sign in again' }).waitFor()
  await expectAccessible(page)
  // The scanner does not wait for whoever has to type a password; what goes into that field is left alone.
  await page.evaluate('document.activeElement.blur()')
  await scan(page, codeOf('NOBODYSPACK'))
  await page.getByLabel('Password', { exact: true }).fill('theriac-demonstration')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Sign in again' }).waitFor({ state: 'detached' })
  expect(page.url()).toMatch(/\/verify$/)
  // What was asked for, and what was scanned meanwhile, is answered now.
  await page.getByRole('heading', { name: 'Scanned before' }).waitFor()
  for (const serial of ['NOBODYSPACK', String(lot.serials[3])]) await page.getByText(serial).first().waitFor()
})
