import { openSupply, type SuppliedLot } from '@theriac/server/testing'
import type { Page } from 'playwright-core'
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

let browser: BrowserWorld
let lot: SuppliedLot
beforeAll(async () => {
  browser = await openBrowserWorld()
  const supply = await openSupply(browser.world)
  lot = await supply.makeLot('T1', { serials: 20 })
  await supply.give('clinic', { units: [{ lot: lot.id, units: [[0, 9]] }] })
})
afterAll(() => browser?.close())

const serial = (index: number): string => lot.serials[index] ?? ''
const unitPath = (index: number): string => `/units/${lot.gtin}/${serial(index)}`
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function expectGood(page: Page): Promise<void> {
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

test('whoever has a pack sees where it is and the way it took, as a timeline and as hand-overs', async () => {
  const page = await browser.as('clinic', 'operator', { path: unitPath(2) })
  await page.getByText('Received', { exact: true }).waitFor()
  await page.getByText('Commissioned', { exact: true }).waitFor()
  await screenshot(page, 'unit')
  await expectGood(page)
  await page.getByText('Hand-overs').click()
  await page.getByRole('figure', { name: /^Hand-overs in their order: .+ → .+/ }).waitFor()
  await page.getByText(/^Shipment \d+$/).waitFor()
  await screenshot(page, 'unit-hand-overs')
  await expectGood(page)
})

test('a pack on a phone, in Chinese; one that was never here is not told of', async () => {
  const page = await browser.as('regulator', 'operator', {
    path: `${unitPath(2)}?view=graph`,
    size: 'phone',
    language: 'zh',
  })
  await page.getByRole('figure', { name: /按顺序的交接/ }).waitFor()
  await page.getByText(/^发货单 \d+/).waitFor()
  await screenshot(page, 'unit-hand-overs')
  await expectGood(page)
  const stranger = await browser.as('infirmary', 'operator', { path: unitPath(2), language: 'zh' })
  await stranger.getByText('没有您可查看的药盒').waitFor()
  await expectGood(stranger)
})

test('a ward records a use by scanning the pack, amends it, voids it, and reads what was before', async () => {
  const page = await browser.as('clinic', 'operator', { path: '/drug-use' })
  await page.getByText('No use has been recorded').waitFor()
  await page.getByRole('link', { name: 'Record a use' }).click()
  await button(page, 'Record').click()
  expect(await page.getByText('This is needed').count()).toBeGreaterThan(1)
  const expiry = lot.expiry.replaceAll('-', '').slice(2)
  await scan(page, `01${lot.gtin}17${expiry}10${lot.lot}\u001d21${serial(3)}`)
  await page.getByText('DOLIPRANE 1000 mg').waitFor()
  expect(await page.getByLabel('Serial number').inputValue()).toBe(serial(3))
  await page.getByLabel('Patient').fill('P-4711')
  await page.getByLabel('Dose').fill('500 mg every 8 h')
  await page.getByLabel('Parts used').fill('2')
  await screenshot(page, 'drug-use-write')
  await expectGood(page)
  await page.getByLabel('Dose').press('Enter')
  await page.getByText('The details match their mark on the ledger').waitFor()

  await button(page, 'Amend').click()
  await page.getByLabel('Parts used').fill('3')
  await page.getByLabel('Why is it amended?').fill('counted again')
  await expectGood(page)
  await button(page, 'Save the new version').click()
  await page.getByText('Parts used: 2 → 3').waitFor()
  await screenshot(page, 'drug-use-record')
  await expectGood(page)

  await button(page, 'Void').click()
  const dialog = page.getByRole('dialog', { name: 'Void this record?' })
  await dialog.getByLabel('Why is it voided?').fill('wrong chart')
  await dialog.getByRole('button', { name: 'Void', exact: true }).click()
  await page.getByText('This record is void. It stays readable, and counts no more.').waitFor()
  await page.getByText('counted again').waitFor()
  await expectGood(page)
})

test('records and what is published of them, in Chinese and on a phone', async () => {
  await browser.world.as('clinic').drugUse.write({
    body: {
      gtin: lot.gtin,
      lot: lot.lot,
      patient: 'P-7',
      dose: '1 g',
      unitsUsed: 1,
      usedAt: new Date(browser.world.clock.now() - 60_000).toISOString(),
    },
    waitSeconds: 20,
  })
  const page = await browser.as('clinic', 'operator', { path: '/drug-use', language: 'zh' })
  await page.getByText('P-7').waitFor()
  await page.getByText('DOLIPRANE 1000 mg').first().waitFor()
  await screenshot(page, 'drug-use')
  await expectGood(page)
  await page.getByRole('link', { name: '统计' }).click()
  await page.getByText('<5', { exact: true }).waitFor()
  await screenshot(page, 'drug-use-statistics')
  await expectGood(page)
  const phone = await browser.as('clinic', 'operator', {
    path: '/drug-use',
    size: 'phone',
    scheme: 'dark',
    language: 'zh',
  })
  await phone.getByText('P-7').waitFor()
  await screenshot(phone, 'drug-use')
  await expectGood(phone)
})

test('a token is made with what it may do, its secret shown once; and revoked', async () => {
  const page = await browser.as('clinic', 'operator', { path: '/settings' })
  await page.getByText('This browser').waitFor()
  await button(page, 'New token').click()
  await page.getByRole('textbox', { name: 'What is it for?' }).fill('Ward system')
  await page.getByRole('combobox', { name: 'Also write' }).click()
  await page.getByRole('option', { name: 'Drug use' }).click()
  await page.keyboard.press('Escape')
  await expectGood(page)
  await button(page, 'Make the token').click()
  const secret = await page.getByLabel('Token', { exact: true }).inputValue()
  const ask = async (): Promise<number> =>
    (await fetch(`${browser.world.url}/api/v1/drug-uses`, { headers: { authorization: `Bearer ${secret}` } })).status
  expect(await ask()).toBe(200)
  await screenshot(page, 'account')
  await expectGood(page)
  await button(page, 'I have it').click()
  expect(await page.getByText(secret).count()).toBe(0)
  await page.getByText('Write: Drug use').waitFor()
  await button(page, 'Revoke: Ward system').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('Revoked', { exact: true }).waitFor()
  expect(await ask()).toBe(401)
  await page.getByText('中文', { exact: true }).click()
  await page.getByRole('heading', { name: '我的账户' }).waitFor()
  await expectGood(page)
})

test('a browser that is signed in elsewhere is signed out, on a phone', async () => {
  await browser.as('infirmary', 'operator')
  const page = await browser.as('infirmary', 'operator', { path: '/settings', size: 'phone', language: 'zh' })
  await page.getByText('当前浏览器').waitFor()
  await screenshot(page, 'account')
  const others = page.getByRole('button', { name: /^退出登录：/ })
  const count = await others.count()
  await others.first().click()
  await page.getByText('该浏览器已退出登录。').waitFor()
  await expect.poll(() => others.count()).toBe(count - 1)
  await expectGood(page)
})
