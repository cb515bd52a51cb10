import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  screenshot,
} from './support/browser.ts'

let browser: BrowserWorld
beforeAll(async () => {
  browser = await openBrowserWorld()
})
afterAll(() => browser?.close())

const gln = '4000001000999'
const params = { gln: gln as never }
const password = 'a long enough password'
const waitSeconds = 20
/** It is a long form. */
const longMs = 120_000

test('an institution applies without an account, watches its application, and signs in when it is admitted', {
  timeout: longMs,
}, async () => {
  const { world } = browser
  const page = await browser.open('/sign-in')
  await page.getByRole('link', { name: 'Apply for taking part' }).click()
  await page.getByRole('heading', { name: 'Apply for taking part' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('radio', { name: 'Pharmacy' }).check()
  await page.getByRole('textbox', { name: /^Location number/ }).fill('4000001000990')
  await page.getByText('To these 12 digits belongs the check digit 9').waitFor()
  await page.getByRole('button', { name: 'Send the application' }).click()
  await page.getByText('A GLN has 13 digits, the last one a check digit').waitFor()
  await page.getByText('This is needed').first().waitFor()
  await screenshot(page, 'apply-faults')
  await page.getByRole('textbox', { name: /^Location number/ }).fill(gln)
  await page.getByText('The check digit fits').waitFor()
  await page.getByRole('textbox', { name: /^Name (?!to sign in)/ }).fill('Harbour Pharmacy')
  const licence = page.getByRole('group', { name: 'Licence 1', exact: true })
  await licence.getByText('Destroy', { exact: true }).click()
  await expect.poll(() => licence.getByRole('checkbox', { name: 'Destroy' }).isChecked()).toBe(false)
  await licence.getByRole('textbox', { name: 'Number' }).fill('PH-2026-17')
  await licence.getByLabel(/^Valid from/).fill('2026-01-01')
  await licence.getByLabel(/^Valid to/).fill('2025-01-01')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ruth Meyer')
  await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('north.admin')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password once more', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Send the application' }).click()
  await page.getByText('It ends before it begins').waitFor()
  await licence.getByLabel(/^Valid to/).fill('2030-12-31')
  await licence.getByLabel(/^Valid to/).blur()
  await page.getByRole('button', { name: 'Send the application' }).click()
  await page.getByText('is taken').waitFor()
  await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('harbour.admin')
  await screenshot(page, 'apply')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Send the application' }).click()
  await page.waitForURL(`**/apply/${gln}`)
  await page.getByText('The regulator checks the licences').waitFor()
  await screenshot(page, 'application')
  await expectAccessible(page)
  const found = await world.as('regulator').institutions.find({ params })
  expect(found.licences).toMatchObject([
    { number: 'PH-2026-17', validFrom: '2026-01-01T00:00:00Z', validTo: '2030-12-31T23:59:59Z' },
  ])
  expect(found.licences[0]?.scope).toContain('dispense')
  expect(found.licences[0]?.scope).not.toContain('destroy')

  await world.as('regulator').institutions.admit({ params, body: { reason: 'Checked' }, waitSeconds })
  await page.getByText('Admitted', { exact: true }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('harbour.admin')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Harbour Pharmacy' }).waitFor()
  expectQuiet(page)

  const again = await browser.open('/apply')
  await again.getByRole('textbox', { name: 'Your location number (GLN)' }).fill(gln)
  await again.getByRole('button', { name: 'See how it stands' }).click()
  await again.getByText('Admitted', { exact: true }).waitFor()
  expectQuiet(again)
})

test('a declined applicant reads the reason, in Chinese and on a phone', async () => {
  const { world } = browser
  const declined = { gln: '4000001000982' as never }
  await world.anonymous.institutions.apply({
    body: {
      ...declined,
      kind: 'distributor',
      name: '海港医药有限公司',
      licences: [],
      admin: { name: 'haigang.admin', password },
    },
    waitSeconds,
  })
  const phone = await browser.open('/apply', { size: 'phone', language: 'zh', scheme: 'dark' })
  await phone.getByRole('heading', { name: '申请加入' }).waitFor()
  await phone.getByText('首个账户').waitFor()
  await screenshot(phone, 'apply-zh')
  await expectAccessible(phone)
  await expectNothingCutOff(phone)
  await phone.goto(`/apply/${declined.gln}`)
  await phone.getByText('监管机构正在核实许可证').waitFor()
  await world.as('regulator').institutions.decline({ params: declined, body: { reason: '未提交许可证' }, waitSeconds })
  await phone.getByText('原因：未提交许可证').waitFor()
  await screenshot(phone, 'application-zh')
  await expectAccessible(phone)
  await expectNothingCutOff(phone)
  await phone.goto('/apply/4000001000975')
  await phone.getByText('暂无该位置码的申请').waitFor()
  expectQuiet(phone)
})

test('everybody can count the decisions of the regulator', async () => {
  const phone = await browser.open('/oversight', { size: 'phone', language: 'zh', scheme: 'dark' })
  await phone.getByText('批准机构加入').waitFor()
  await screenshot(phone, 'oversight-zh')
  await expectAccessible(phone)
  await expectNothingCutOff(phone)
  expectQuiet(phone)
  const page = await browser.open('/check')
  await page.getByRole('link', { name: 'What the regulator decides' }).click()
  await page.getByText('1 of 3 operators').waitFor()
  await screenshot(page, 'oversight')
  expectQuiet(page)
})
