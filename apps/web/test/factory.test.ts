import { readFile } from 'node:fs/promises'
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

const gtin = '03400930000021'
const lot = 'NW2611A'
let browser: BrowserWorld
beforeAll(async () => {
  browser = await openBrowserWorld()
})
afterAll(() => browser?.close())

/** A picture of the page, which has nothing on it that keeps anybody out. */
async function lookAt(page: Page, name: string): Promise<void> {
  await screenshot(page, `factory-${name}`)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

test('a factory registers a product and a lot of it', async () => {
  const day = (from: number) => new Date(browser.world.clock.now() + from * 86_400_000).toISOString().slice(0, 10)
  const page = await browser.as('north', 'operator', { path: '/products' })
  await page.getByRole('link', { name: 'Register a product' }).first().click()
  await page.getByRole('button', { name: 'Register the product' }).click()
  await page.getByText('This is needed').first().waitFor()
  await page.getByRole('textbox', { name: /^GTIN/ }).fill('3400930000021')
  await page.getByRole('textbox', { name: /^Name/ }).fill('DOLIPRANE 500 mg')
  await page.getByRole('textbox', { name: /^Active substance/ }).fill('paracetamol')
  await page.getByRole('textbox', { name: /^Strength/ }).fill('500 mg')
  await page.getByRole('textbox', { name: /^Smallest parts/ }).fill('16')
  await page.getByRole('textbox', { name: /^ATC/ }).fill('N02BE01')
  await lookAt(page, 'new-product')
  await page.getByRole('button', { name: 'Register the product' }).click()
  await page.waitForURL(`**/products/${gtin}`)
  await page.getByText('First registered').waitFor()
  await lookAt(page, 'product')

  await page.getByRole('link', { name: 'Register a lot' }).click()
  await page.getByRole('textbox', { name: /^Lot number/ }).fill(lot)
  await page.getByRole('textbox', { name: /^Packs planned/ }).fill('3000')
  await page.getByRole('textbox', { name: /^Where it is made/ }).fill('Plant 1, Lyon')
  await page.getByLabel(/^Expires/).fill(day(-2))
  await page.getByLabel(/^Made on/).fill(day(-1))
  await page.getByRole('button', { name: 'Register the lot' }).click()
  await page.getByText('It must be after the day of production').waitFor()
  await page.getByLabel(/^Expires/).fill(day(500))
  await lookAt(page, 'new-lot')
  await page.getByRole('button', { name: 'Register the lot' }).click()
  await page.waitForURL(`**/lots/${gtin}/${lot}`)
})

test('a factory makes packs of a lot, takes their serials away, and recalls it', async () => {
  const page = await browser.as('north', 'operator', { path: `/lots/${gtin}/${lot}` })
  await page.getByRole('link', { name: 'Commission packs' }).click()
  await page.getByRole('textbox', { name: /^How many packs/ }).fill('2000')
  await lookAt(page, 'commission')
  await page.getByRole('button', { name: 'Commission 2,000 packs' }).click()
  await page.getByText('2,000 packs are commissioned').waitFor()
  await page.getByText('My own serials').click()
  const serials = page.getByRole('textbox', { name: /^Serials, one on each line/ })
  await serials.fill('AB12\nnot a serial')
  await page.getByRole('button', { name: /^Commission/ }).click()
  await page.getByText(/^Line 2 is not a serial/).waitFor()
  await serials.fill('AB12\nAB13\n')
  await page.getByRole('button', { name: 'Commission 2 packs' }).click()
  await page.getByText('2 packs are commissioned', { exact: true }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download serials' }).click(),
  ])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/)
  expect(lines).toHaveLength(1 + 2002)
  expect(lines.at(-1)).toContain('AB13')
  await lookAt(page, 'commissioned')

  await page.getByRole('link', { name: 'To the lot' }).click()
  await page.getByText('All 2,002 packs are accounted for.').waitFor()
  const picture = page.getByRole('slider')
  await picture.press('ArrowDown')
  await page.getByText('Pack no. 256: In stock').waitFor()
  await lookAt(page, 'lot')

  await page.getByRole('button', { name: 'Recall this lot' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Class 2/).check()
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill('Tablets are discoloured')
  await dialog.getByRole('textbox', { name: /^Type the lot number/ }).fill('NW2611')
  await dialog.getByRole('button', { name: 'Recall for good' }).click()
  await dialog.getByText('This is not the number of the lot').waitFor()
  await lookAt(page, 'recall')
  await dialog.getByRole('textbox', { name: /^Type the lot number/ }).fill(lot)
  await dialog.getByRole('button', { name: 'Recall for good' }).click()
  await page.getByText('Recalled, class 2').waitFor()
  await lookAt(page, 'lot-recalled')
})

test('others see in Chinese, on a phone and in the dark, what the factory made', async () => {
  const page = await browser.as('regulator', 'operator', {
    size: 'phone',
    language: 'zh',
    scheme: 'dark',
    path: '/lots',
  })
  await page.getByText(lot).first().waitFor()
  await lookAt(page, 'lots-zh')
  await page.getByText(lot).first().click()
  await page.getByText('已召回(二级召回)').waitFor()
  await page.getByText('全部 2,002 盒均有去向。').waitFor()
  expect(await page.getByRole('button', { name: '召回此批次' }).count()).toBe(0)
  await lookAt(page, 'lot-zh')

  const pharmacist = await browser.as('market', 'operator', { language: 'zh', path: '/products' })
  await pharmacist.getByText('DOLIPRANE 500 mg').waitFor()
  expect(await pharmacist.getByRole('link', { name: '登记药品' }).count()).toBe(0)
  await lookAt(pharmacist, 'products-zh')
})
