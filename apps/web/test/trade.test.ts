import { buildSscc, type Sscc } from '@theriac/gs1'
import { openSupply, type SuppliedLot } from '@theriac/server/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  scan,
  screenshot,
} from './support/browser.ts'

// Whole pieces of work in a real browser: on a machine that does much else they take longer than other tests.
vi.setConfig({ testTimeout: 120_000 })

let browser: BrowserWorld
let lot: SuppliedLot

function ssccAt(serialReference: number): Sscc {
  const sscc = buildSscc({ extensionDigit: 1, companyPrefix: '9520000', serialReference })
  if (!sscc.ok) throw new TypeError(sscc.reason.message)
  return sscc.value
}

/** What a scanner types for a pack. */
function code(number: number): string {
  const [year = '', month = '', day = ''] = lot.expiry.split('-')
  return `01${lot.gtin}17${year.slice(2)}${month}${day}10${lot.lot}\u001d21${lot.serials[number]}`
}

/** A case of five packs in the stock of `north`. */
async function makeCase(serialReference: number, first: number): Promise<Sscc> {
  const sscc = ssccAt(serialReference)
  const units = lot.serials.slice(first, first + 5).map((serial) => ({ gtin: lot.gtin, serial }))
  await browser.world.as('north').packing.pack({ body: { containers: [{ sscc, units }] }, waitSeconds: 30 })
  return sscc
}

beforeAll(async () => {
  browser = await openBrowserWorld()
  const supply = await openSupply(browser.world)
  lot = await supply.makeLot('NW2601A', { serials: 60 })
  await supply.makeLot('NW2601Q', { quantity: 100 })
  await supply.give('market', { units: [{ lot: lot.id, units: [[0, 9]] }] })
})
afterAll(() => browser?.close())

test('a pharmacist scans packs, dispenses them with Enter and takes one back', async () => {
  const page = await browser.as('market', 'operator', { path: '/dispense' })
  await page.getByText('What is dispensed shows up here').waitFor()
  await screenshot(page, 'dispense-empty')
  await scan(page, code(0))
  await page.getByRole('heading', { name: 'May be dispensed' }).waitFor()
  await scan(page, code(0))
  await page.getByRole('heading', { name: 'On the list already' }).waitFor()
  await scan(page, code(1))
  await page.getByRole('heading', { name: '2 packs to dispense' }).waitFor()
  await screenshot(page, 'dispense-ready')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.getByText('2 packs dispensed', { exact: true }).waitFor()
  const undo = page.getByRole('button', { name: `Undo ${lot.serials[1]}` })
  await undo.waitFor()
  // One that has gone cannot go again.
  await scan(page, code(0))
  await page.getByRole('heading', { name: 'Gone already' }).waitFor()
  expect(await page.getByRole('button', { name: /^Dispense \d/ }).count()).toBe(0)
  await screenshot(page, 'dispense-refused')
  await undo.click()
  await page.getByText('Taken back', { exact: true }).waitFor()
  await scan(page, code(1))
  await page.getByRole('heading', { name: 'May be dispensed' }).waitFor()
  await expectAccessible(page)
  expectQuiet(page)
})

test('a wholesaler sends a case and loose packs; the pharmacy receives what arrived and closes with a difference', async () => {
  const full = await makeCase(1, 20)
  const lost = await makeCase(2, 25)
  const sender = await browser.as('north', 'operator', { path: '/ship' })
  await screenshot(sender, 'ship-empty')
  await scan(sender, `00${full}`)
  await sender.getByRole('heading', { name: 'Added' }).waitFor()
  await scan(sender, `00${lost}`)
  await sender.getByText(lost).last().waitFor()
  await scan(sender, code(30))
  await sender.getByText(/NW2601AS30 ·/).waitFor()
  // One of a case goes with its case.
  await scan(sender, code(20))
  await sender.getByRole('heading', { name: 'It is inside a container' }).waitFor()
  await sender.getByPlaceholder('Choose an institution').fill('Station')
  await sender.getByRole('option', { name: 'Station Pharmacy' }).click()
  await screenshot(sender, 'ship-ready')
  await expectAccessible(sender)
  await sender.getByRole('button', { name: 'Send 11 packs' }).click()
  await sender.getByRole('heading', { level: 1, name: /^Shipment \d+/ }).waitFor()
  await sender.getByText('On its way').first().waitFor()

  const page = await browser.as('station', 'operator', { size: 'phone', language: 'zh', path: '/receive' })
  await page.getByRole('heading', { name: '待收货物' }).waitFor()
  await screenshot(page, 'receive')
  await expectNothingCutOff(page)
  await scan(page, `00${full}`)
  // The case that opens the delivery is the first that has arrived.
  await page.getByRole('heading', { level: 1, name: /^发运单 \d+ 收货$/ }).waitFor()
  await page.getByRole('heading', { name: '属于本次到货' }).waitFor()
  await scan(page, code(30))
  await page.getByText('已扫描 6 / 11 盒').waitFor()
  await scan(page, code(2))
  await page.getByRole('heading', { name: '不属于本次到货' }).waitFor()
  await screenshot(page, 'receive-station')
  await expectAccessible(page)
  await expectNothingCutOff(page)
  await page.getByRole('button', { name: '有差异关闭…' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('一箱未送达')
  await page.getByRole('button', { name: '关闭发运单' }).click()
  await page.getByText('已收货 6 盒').waitFor()
  await page.getByRole('heading', { name: '没有运往本机构的货物' }).waitFor()
  expectQuiet(page)

  await sender.getByText('一箱未送达').first().waitFor()
  await screenshot(sender, 'shipment-difference')
  await expectAccessible(sender)
  await sender.getByRole('button', { name: 'Take back what was left' }).click()
  await sender.getByRole('dialog').getByRole('button', { name: 'Take back what was left' }).click()
  await sender.getByText('Settled').first().waitFor()
  expectQuiet(sender)
})

test('packs without serials go by number, a case goes from the list, and a case that is not complete is counted', async () => {
  const sscc = await makeCase(3, 40)
  const sender = await browser.as('north', 'operator', { path: '/ship' })
  await sender.getByRole('button', { name: 'Choose from stock …' }).click()
  const dialog = sender.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: sscc }).check()
  await dialog.getByText('Packs without serials').click()
  await dialog.getByRole('textbox', { name: 'Packs of lot NW2601Q, at most 100' }).fill('30')
  await dialog.getByRole('button', { name: 'Add 35 packs' }).waitFor()
  await screenshot(sender, 'ship-stock')
  await expectAccessible(sender)
  await dialog.getByRole('button', { name: 'Add 35 packs' }).click()
  await sender.getByPlaceholder('Choose an institution').fill('Station')
  await sender.getByRole('option', { name: 'Station Pharmacy' }).click()
  await sender.getByRole('button', { name: 'Send 35 packs' }).click()
  await sender.getByRole('heading', { level: 1, name: /^Shipment \d+/ }).waitFor()
  expectQuiet(sender)

  const page = await browser.as('station', 'operator', { size: 'phone', path: '/receive' })
  await page.getByRole('heading', { name: 'Expected deliveries' }).waitFor()
  await scan(page, `00${sscc}`)
  await page.getByText('5 of 35 packs scanned').waitFor()
  await page.getByRole('button', { name: `Count it: ${sscc}` }).click()
  await page.getByText('Scan each pack that is in it').waitFor()
  for (const number of [40, 41, 42, 43, 41, 1]) await scan(page, code(number))
  await page.getByRole('heading', { name: 'Not booked in this case' }).waitFor()
  await page.getByText('4 of 5').waitFor()
  await page.getByText('1 pack is missing').waitFor()
  await screenshot(page, 'receive-count')
  await expectAccessible(page)
  await expectNothingCutOff(page)
  await page.getByRole('button', { name: 'Take it in like this' }).click()
  await page.getByRole('textbox', { name: 'Packs of lot NW2601Q that arrived' }).fill('12')
  await page.getByText('16 of 35 packs scanned').waitFor()
  await screenshot(page, 'receive-counted')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Receive the 16 packs scanned' }).click()
  await page.getByText('16 packs received').waitFor()
  await page.getByText('0 of 19 packs scanned').waitFor()
  const of = (number: number) =>
    browser.world.as('station').units.find({ params: { gtin: lot.gtin, serial: lot.serials[number] ?? ('' as never) } })
  expect((await of(43)).root.kind).toBe('institution')
  expect((await of(44)).root.kind).toBe('shipment')
  expectQuiet(page)
})

test('stock and shipments are listed in both languages, on desktop and phone', async () => {
  const desktop = await browser.as('north', 'operator', { language: 'zh', scheme: 'dark', path: '/shipments' })
  await desktop.getByRole('cell', { name: 'Station Pharmacy' }).first().waitFor()
  await screenshot(desktop, 'shipments')
  await expectAccessible(desktop)
  await desktop.goto('/stock')
  await desktop.getByRole('cell', { name: 'NW2601A' }).first().waitFor()
  await screenshot(desktop, 'stock')
  await expectAccessible(desktop)
  const phone = await browser.as('station', 'operator', { size: 'phone', path: '/stock' })
  await phone.getByRole('cell', { name: 'NW2601A' }).first().waitFor()
  await screenshot(phone, 'stock')
  await expectAccessible(phone)
  await expectNothingCutOff(phone)
  expectQuiet(desktop)
  expectQuiet(phone)
})
