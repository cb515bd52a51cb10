import { readFile } from 'node:fs/promises'
import { openSupply, type SuppliedLot } from '@theriac/server/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  keepPicture,
  openBrowserWorld,
  screenshot,
} from './support/browser.ts'

const waitSeconds = 30
let browser: BrowserWorld
let recalled: SuppliedLot
let good: SuppliedLot
beforeAll(async () => {
  browser = await openBrowserWorld()
  const { world } = browser
  const { give, makeLot } = await openSupply(world)
  good = await makeLot('OV1', { quantity: 500, days: 400 })
  recalled = await makeLot('OV2', { serials: 300, days: 90 })
  await give('market', { units: [{ lot: recalled.id, units: [[0, 59]] }] })
  await give('clinic', { units: [{ lot: recalled.id, units: [[60, 99]] }] })
  await give('clinic', { units: [{ lot: good.id, quantity: 120 }] })
  const { gtin, lot } = recalled
  const packs = (first: number, last: number) => ({ ranges: [{ gtin, lot, first, last }] })
  const units = recalled.serials.slice(0, 20).map((serial) => ({ gtin, serial }))
  await world.as('market').dispensing.dispense({ body: { goods: { units } }, waitSeconds })
  await world.as('market').quarantine.setAside({ body: { goods: packs(20, 24), reason: 'torn' }, waitSeconds })
  const goods = { quantities: [{ gtin, lot: good.lot, quantity: 60 }] }
  await world.as('north').shipments.ship({ body: { receiver: world.members.rhine.gln, goods }, waitSeconds })
  await world
    .as('north')
    .lots.recall({ params: { gtin, lot }, body: { class: 1, reason: 'Crystals in the tablets' }, waitSeconds })
})
afterAll(() => browser?.close())

/** A picture of the page, which has nothing on it that keeps anybody out. */
async function lookAt(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

/** What a button lets the browser save. */
async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly content: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) }
}

/** How many colours a picture has. */
async function coloursOf(page: Page, picture: Buffer): Promise<number> {
  const count = await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (one) => one.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(image.width, image.height)
    const brush = canvas.getContext('2d')
    brush.drawImage(image, 0, 0)
    const { data } = brush.getImageData(0, 0, image.width, image.height)
    return new Set(new Uint32Array(data.buffer)).size
  })()`)
  return Number(count)
}

test('the regulator sees how the country stands, and where each drug is', async () => {
  const page = await browser.as('regulator', 'auditor', { path: '/overview' })
  await page.getByRole('img', { name: 'Production, trade and dispensing' }).waitFor()
  await page.getByRole('img', { name: 'Where packs in circulation are' }).waitFor()
  await page.getByRole('img', { name: 'Stock by expiry' }).waitFor()
  await page.getByText('All 800 packs that were made are accounted for.').waitFor()
  await page.getByRole('img', { name: 'DOLIPRANE 1000 mg, by institution' }).waitFor()
  await page.getByRole('link', { name: 'DOLIPRANE 1000 mg, OV2' }).waitFor()
  await lookAt(page, 'overview')

  // The data of a picture, as a file and as a table: they add up to all that was made.
  const csv = await saved(page, 'Save as CSV: DOLIPRANE 1000 mg, by institution')
  const rows = csv.content.toString().trim().split(/\r?\n/).slice(1)
  const sum = rows.flatMap((row) => row.split(',').slice(1).map(Number)).reduce((all, units) => all + units, 0)
  expect(sum).toBe(800)
  await page.getByRole('button', { name: 'As a table: DOLIPRANE 1000 mg, by institution' }).click()
  await page.getByRole('table', { name: 'DOLIPRANE 1000 mg, by institution' }).waitFor()
  await page.getByRole('button', { name: 'As a table: Stock by expiry' }).click()
  await page.getByRole('table', { name: 'Stock by expiry' }).waitFor()
  await lookAt(page, 'overview-tables')
  await page.getByText('90 days', { exact: true }).click()
  await page.waitForURL('**/overview?days=90')
})

test('the overview on a phone, in Chinese and in the dark', async () => {
  const page = await browser.as('regulator', 'operator', {
    path: '/overview',
    size: 'phone',
    language: 'zh',
    scheme: 'dark',
  })
  await page.getByRole('img', { name: '生产、流通与售出' }).waitFor()
  await page.getByText('已赋码的 800 盒均有去向。').waitFor()
  await page.getByRole('img', { name: 'DOLIPRANE 1000 mg：按机构', exact: true }).waitFor()
  await lookAt(page, 'overview')
})

test('a recall is followed until nothing is out, by the regulator and by who has goods of it', async () => {
  const page = await browser.as('regulator', 'operator', { path: '/recalls' })
  await page.getByText('OV2').waitFor()
  await page.getByText('No product is withdrawn').waitFor()
  await lookAt(page, 'recalls')
  await page.getByText('OV2').click()
  await page.getByText('Crystals in the tablets').waitFor()
  await page.getByText('All 300 packs are accounted for.').waitFor()
  await page.getByRole('img', { name: 'Recall of lot OV2, day by day' }).waitFor()
  await page.getByRole('cell', { name: 'St. Luke Hospital' }).waitFor()
  await lookAt(page, 'recall')
  const picture = await saved(page, 'Save as PNG: Recall of lot OV2: how far it has come back')
  expect(picture.content.subarray(1, 4).toString()).toBe('PNG')

  // The pharmacy reads what it has to do.
  const pharmacy = await browser.as('market', 'operator', { path: '/recalls', language: 'zh', size: 'phone' })
  await pharmacy.getByText('OV2').click()
  await pharmacy.getByText('本机构持有 40 盒').waitFor()
  await pharmacy.getByRole('link', { name: '退回' }).waitFor()
  await lookAt(pharmacy, 'recall-pharmacy')
})

test('an auditor finds who did what, and has the log verified', async () => {
  const page = await browser.as('regulator', 'auditor', { path: '/operator-log' })
  await page.getByRole('cell', { name: 'Lot recalled' }).waitFor()
  await page.getByRole('button', { name: 'Verify the log' }).click()
  await page.getByText(/^Entries 1 to \d+ are unaltered and complete$/).waitFor()
  await lookAt(page, 'operator-log')
  await page.getByRole('combobox', { name: 'What' }).click()
  await page.getByRole('option', { name: 'Shipping' }).click()
  await page.waitForURL('**/operator-log?action=shipments.ship')
  await expect.poll(() => page.getByRole('cell', { name: 'Lot recalled' }).count()).toBe(0)
  await page.getByRole('cell', { name: 'Shipping' }).waitFor()

  const own = await browser.as('market', 'admin', {
    path: '/operator-log?outcome=done',
    language: 'zh',
    size: 'phone',
    scheme: 'dark',
  })
  await own.getByText('发药').first().waitFor()
  await own.getByRole('button', { name: '校验日志' }).click()
  await own.getByText(/完整且未被篡改$/).waitFor()
  await lookAt(own, 'operator-log')
})

test('reports say what they found and what it is based on, as words, chart, table and files', async () => {
  const page = await browser.as('regulator', 'auditor', { path: '/reports?report=recallReach' })
  await page.getByText('Choose a product to see the report').waitFor()
  await page.getByRole('combobox', { name: 'Product' }).click()
  await page.getByRole('option', { name: /DOLIPRANE/ }).click()
  await page
    .getByText(/^Of lot OV2, 300 packs were made: 280 are still in stock or on the way, 20 with patients/)
    .waitFor()
  await page.getByText(/^Based on the ledger up to block \d+/).waitFor()
  await page.getByRole('img', { name: /^Reach of a recall/ }).waitFor()
  await lookAt(page, 'report-recall')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'All rows as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`recall-reach-${recalled.gtin}.csv`)
  expect(await readFile(await download.path(), 'utf8')).toContain('Market Square Pharmacy')

  const names = [
    ['Suspicious patterns', /findings? by 11 rules/],
    ['Strong acts of the regulator', /in these days/],
    ['Life of a lot', /^Choose a product and a lot|^Of lot/],
    ['Expiring stock', /in stock expires? by/],
    ['Movements of an institution', /came to National Medicines Authority/],
  ] as const
  for (const [name, sentence] of names) {
    await page.getByRole('combobox', { name: 'Report' }).click()
    await page.getByRole('option', { name }).click()
    await page.getByText(sentence).first().waitFor()
    await lookAt(page, `report-${name.replaceAll(' ', '-').toLowerCase()}`)
  }

  const own = await browser.as('market', 'operator', {
    path: '/reports?report=movements',
    language: 'zh',
    size: 'phone',
    scheme: 'dark',
  })
  await own.getByText(/Market Square Pharmacy 入库 60 盒，出库 20 盒。$/).waitFor()
  await own.getByRole('img', { name: /^机构流水/ }).waitFor()
  await lookAt(own, 'report-movements')
})

test('every kind of picture can be saved as PNG', async () => {
  const { gtin, lot, serials } = recalled
  const page = await browser.as('regulator', 'operator', { path: `/lots/${gtin}/${lot}` })
  await page.getByRole('slider').waitFor()
  const pictures = [
    await saved(page, `Save as PNG: Where the packs of lot ${lot} are`),
    await saved(page, `Save as PNG: Packs of lot ${lot}, coloured by state`),
  ]
  const cells = await saved(page, `Save as CSV: Packs of lot ${lot}, coloured by state`)
  expect(cells.content.toString()).toContain('20,24,Quarantined')
  await page.goto(`/units/${gtin}/${serials[3]}`)
  pictures.push(await saved(page, `Save as PNG: Its way: ${serials[3]}`))
  await page.getByText('Hand-overs', { exact: true }).click()
  await page.getByText(/^Shipment \d+$/).waitFor()
  pictures.push(await saved(page, `Save as PNG: Hand-overs: ${serials[3]}`))
  await page.goto('/overview')
  await page.getByRole('img', { name: 'Stock by expiry' }).waitFor()
  pictures.push(await saved(page, 'Save as PNG: Stock by expiry'))
  for (const { name, content } of pictures) {
    await keepPicture(`saved-${name.replace(/\.png$/, '')}`, content)
    // Something is on it: not all of it is of one colour.
    expect(await coloursOf(page, content)).toBeGreaterThan(5)
  }
  expectQuiet(page)
})

test('the regulator withdraws a product, which takes two of its operators', async () => {
  const admin = browser.world.as('regulator', 'admin')
  await admin.governance.setThreshold({ body: { threshold: 2, reason: 'four eyes' }, waitSeconds })
  const page = await browser.as('regulator', 'operator', { path: '/withdraw' })
  await page.getByRole('combobox', { name: /^Product/ }).click()
  await page.getByRole('option', { name: /DOLIPRANE/ }).click()
  await page.getByRole('textbox', { name: /^Reason/ }).fill('It does more harm than good')
  await page.getByRole('textbox', { name: /^Type the GTIN/ }).fill('12345')
  await page.getByRole('button', { name: 'Propose the withdrawal' }).click()
  await page.getByText('This is not the GTIN of the product').waitFor()
  await lookAt(page, 'withdraw')
  await page.getByRole('textbox', { name: /^Type the GTIN/ }).fill(good.gtin)
  await page.getByRole('button', { name: 'Propose the withdrawal' }).click()
  await page.waitForURL(/\/governance\/\d+$/)
  const id = page.url().split('/').at(-1) ?? ''

  await admin.governance.approve({ params: { id }, waitSeconds })
  await page.goto('/recalls')
  await page.getByText(good.gtin).click()
  await page.getByRole('heading', { name: 'Withdrawal', exact: true }).waitFor()
  await page.getByText('It does more harm than good').waitFor()
  await lookAt(page, 'withdrawal')
})
