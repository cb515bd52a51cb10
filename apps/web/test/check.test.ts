import { openSupply, type SuppliedLot, type Supply } from '@theriac/server/testing'
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
let supply: Supply
let lot: SuppliedLot
let recalled: SuppliedLot

beforeAll(async () => {
  browser = await openBrowserWorld()
  supply = await openSupply(browser.world)
  lot = await supply.makeLot('NW2611A', { serials: 4 })
  recalled = await supply.makeLot('NW2611R', { serials: 1 })
  const { gtin, lot: number } = recalled
  await browser.world.as('north', 'admin').lots.recall({
    params: { gtin, lot: number },
    body: { class: 1, reason: 'Tablets of another strength' },
    waitSeconds: 20,
  })
})
afterAll(() => browser?.close())

/** What the square code of a pack says. */
const codeOf = ({ gtin, lot: number, serials, expiry }: SuppliedLot, place = 0): string =>
  `01${gtin}17${expiry.replaceAll('-', '').slice(2)}21${serials[place]}${separator}10${number}`

test('a patient types the code of a pack and sees that it is genuine, in date, and where it was made', async () => {
  const page = await browser.open('/check', { size: 'phone' })
  await page.getByLabel('Scan or type a code').fill(codeOf(lot))
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByRole('heading', { name: 'This pack is genuine' }).waitFor()
  await page.getByText('Not recalled').waitFor()
  await page.getByText('Not dispensed yet').waitFor()
  await page.getByText('Nordwerk Pharma · ').waitFor()
  await screenshot(page, 'check-genuine')
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
})

test('the answer is there in Chinese and in the dark too', async () => {
  const page = await browser.open('/check', { language: 'zh', scheme: 'dark' })
  await scan(page, codeOf(recalled))
  await page.getByRole('heading', { name: '真品，但请勿使用' }).waitFor()
  await page.getByText('已召回（一级）').waitFor()
  await screenshot(page, 'check-recalled')
  await expectAccessible(page)
  expectQuiet(page)
})

test('a pack that nobody made is unknown, whatever is asked', async () => {
  const page = await browser.open('/check')
  await scan(page, codeOf(lot).replace('S0', 'S9'))
  await page.getByRole('heading', { name: 'This pack is not known' }).waitFor()
  expectQuiet(page)
})

test('the link that a pack carries leads to its answer', async () => {
  const expiry = lot.expiry.replaceAll('-', '').slice(2)
  const page = await browser.open(`/01/${lot.gtin}/10/${lot.lot}/21/${lot.serials[1]}?17=${expiry}`)
  await page.getByRole('heading', { name: 'This pack is genuine' }).waitFor()
  expectQuiet(page)
})

test('the language is changed while an answer is on the screen', async () => {
  const page = await browser.open('/check')
  await scan(page, codeOf(lot, 2))
  await page.getByRole('heading', { name: 'This pack is genuine' }).waitFor()
  await page.getByRole('button', { name: '切换到中文' }).click()
  await page.getByRole('heading', { name: '这盒药是真品' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
  expectQuiet(page)
})
