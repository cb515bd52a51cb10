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

test('a factory amends a product, sees both versions side by side, suspends and reinstates it', {
  timeout: 60_000,
}, async () => {
  const page = await browser.as('north', 'operator', { path: `/products/${gtin}` })
  await page.getByRole('link', { name: 'Amend', exact: true }).click()
  const send = page.getByRole('button', { name: 'Save as version 2' })
  await page.getByText('Nothing is changed yet.').waitFor()
  expect(await send.isDisabled()).toBe(true)
  await page.getByRole('textbox', { name: /^Storage/ }).fill('Below 25 °C')
  await page.getByRole('textbox', { name: /^Dosage form/ }).fill('tablet')
  await page.getByText('You change: Dosage form and Storage.').waitFor()
  await send.click()
  await page.getByText('This is needed').waitFor()
  await page.getByRole('textbox', { name: /^Why is it amended/ }).fill('New stability study')
  await lookAt(page, 'amend-product')
  await send.click()
  await page.waitForURL(`**/products/${gtin}`)
  await page.getByText('New stability study').waitFor()
  await page.getByRole('heading', { name: 'Two versions side by side' }).waitFor()
  await lookAt(page, 'product-versions')

  await page.getByRole('button', { name: 'Change the status' }).click()
  await page.getByRole('menuitem', { name: 'Suspend sales' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill('Wrong leaflet')
  await lookAt(page, 'suspend-product')
  await dialog.getByRole('button', { name: 'Suspend sales' }).click()
  await page.getByText('Why it has this status').waitFor()
  await page.getByRole('button', { name: 'Change the status' }).click()
  await page.getByRole('menuitem', { name: 'Reinstate' }).click()
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill('The leaflet was exchanged')
  await dialog.getByRole('button', { name: 'Reinstate' }).click()
  await page.getByText('Wrong leaflet').waitFor({ state: 'detached' })

  const stranger = await browser.as('south', 'operator', { path: `/products/${gtin}/amend` })
  await stranger.getByText('This product cannot be amended').waitFor()
})

test('a factory amends a lot of which nothing is made, and goes from it to what is written about it', async () => {
  const page = await browser.as('north', 'operator', { path: `/lots/${gtin}/${lot}` })
  await page.getByRole('link', { name: 'Amend', exact: true }).click()
  await page.getByRole('textbox', { name: /^Packs planned/ }).fill('20000')
  await page.getByRole('textbox', { name: /^Why is it amended/ }).fill('A slip of the pen')
  await lookAt(page, 'amend-lot')
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await page.waitForURL(`**/lots/${gtin}/${lot}`)
  await page.getByText('0 of 20,000').waitFor()

  const body = {
    kind: 'document' as const,
    subject: { kind: 'lot' as const, gtin: gtin as never, lot: lot as never },
    content: 'Certificate of analysis',
  }
  await browser.world.as('north').records.write({ body, waitSeconds: 20 })
  await page.getByRole('link', { name: 'All of them' }).click()
  await page.getByRole('button', { name: /^Only about Lot NW2611A/ }).waitFor()
  await page.getByRole('cell', { name: 'Document' }).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Write a record' }).click()
  await page.getByText(`Lot ${lot} · DOLIPRANE 500 mg`).waitFor()
})

test('a factory makes packs of a lot, takes their serials away, and recalls it', { timeout: 120_000 }, async () => {
  const page = await browser.as('north', 'operator', { path: `/lots/${gtin}/${lot}` })
  await page.getByRole('link', { name: 'Commission packs' }).click()
  await page.getByRole('textbox', { name: /^How many packs/ }).fill('2000')
  await lookAt(page, 'commission')
  await page.getByRole('button', { name: 'Commission 2,000 packs' }).click()
  await page.getByText('2,000 packs are commissioned').waitFor()
  await page.getByText('My own serials').click()
  const serials = page.getByRole('textbox', { name: /^Serials, one on each line/ })
  // As many as a line makes in a shift, with faults in the midst of them.
  const lines = Array.from({ length: 10_000 }, (_, place) => `N${String(place).padStart(6, '0')}`)
  const takeFile = (content: readonly string[]) =>
    page
      .locator('input[type=file][accept*="csv"]')
      .setInputFiles({ name: 'serials.txt', mimeType: 'text/plain', buffer: Buffer.from(content.join('\r\n')) })
  await takeFile(lines.with(1_233, 'not a serial').with(4_566, 'N000000'))
  await page.getByText('9,998 serials').waitFor()
  await page.getByText('2 lines are wrong').waitFor()
  await page.getByText(/^Line 1,234 is not a serial/).waitFor()
  await page.getByText('Line 4,567 repeats a serial from above: N000000').waitFor()
  await page.getByRole('button', { name: /^Commission/ }).click()
  await page.getByText('Nothing is commissioned until every line is right').waitFor()
  await lookAt(page, 'serial-faults')
  await takeFile(lines)
  await page.getByRole('button', { name: 'Commission 10,000 packs' }).click()
  await page.getByText('10,000 packs are commissioned', { exact: true }).waitFor({ timeout: 60_000 })
  await page.getByText('My own serials').click()
  await serials.fill('AB13\n\nN000007')
  await page.getByRole('button', { name: 'Commission 2 packs' }).click()
  await page.getByText('Line 3 is the serial of another pack already: N000007').waitFor()
  await serials.fill('AB13\n')
  await page.getByRole('button', { name: 'Commission 1 pack' }).click()
  await page.getByText('1 pack is commissioned', { exact: true }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download serials' }).click(),
  ])
  const saved = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/)
  expect(saved).toHaveLength(1 + 12_001)
  expect(saved.at(-1)).toContain('AB13')
  await lookAt(page, 'commissioned')

  await page.getByRole('link', { name: 'To the lot' }).click()
  await page.getByText('All 12,001 packs are accounted for.').waitFor()
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
  await page.getByText('已召回（二级召回）').waitFor()
  await page.getByText('全部 12,001 盒均有去向。').waitFor()
  expect(await page.getByRole('button', { name: '召回此批次' }).count()).toBe(0)
  await lookAt(page, 'lot-zh')

  const pharmacist = await browser.as('market', 'operator', { language: 'zh', path: '/products' })
  await pharmacist.getByText('DOLIPRANE 500 mg').waitFor()
  expect(await pharmacist.getByRole('link', { name: '登记药品' }).count()).toBe(0)
  await lookAt(pharmacist, 'products-zh')
})
