import { readFile } from 'node:fs/promises'
import type { Gtin } from '@theriac/gs1'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  scan,
  screenshot,
} from './support/browser.ts'
import { lifeWords } from './support/life-words.ts'

// A whole life in one test: on a machine that does much else it takes longer than other tests.
vi.setConfig({ testTimeout: 180_000 })

const gtin = '03400930000021' as Gtin
let browser: BrowserWorld
beforeAll(async () => {
  browser = await openBrowserWorld()
  const body = { gtin, name: 'DOLIPRANE 500 mg', genericName: 'paracetamol', strength: '500 mg', packSize: 16 }
  await browser.world.as('north').products.register({ body, waitSeconds: 30 })
})
afterAll(() => browser?.close())

const day = (from: number): string => new Date(browser.world.clock.now() + from * 86_400_000).toISOString().slice(0, 10)
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, exact: true }).first()
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
/** The page without the menus around it. */
const within = (page: Page) => page.getByRole('main')
const field = (page: Page, name: string) => page.getByRole('textbox', { name: new RegExp(`^${name}`) })

/** A pack, and what a scanner reads from it. */
interface Pack {
  readonly serial: string
  readonly code: string
}

/** A picture of what somebody sees, which keeps nobody out. */
async function lookAt(page: Page, name: string): Promise<void> {
  // What is said in passing lies over the page for a while.
  await page.evaluate("document.querySelectorAll('.mantine-Notification-closeButton').forEach((one) => one.click())")
  await page.locator('.mantine-Notification-root').first().waitFor({ state: 'detached' })
  await screenshot(page, `life-${name}`)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

// Whoever has a desktop in one language has a phone in the other, but for the public page.
const lives = [
  { language: 'en', lot: 'LIFE-EN', trade: 'phone', care: 'desktop' },
  { language: 'zh', lot: 'LIFE-ZH', trade: 'desktop', care: 'phone' },
] as const

describe.each(lives)('in $language', ({ language, lot, trade, care }) => {
  const words = lifeWords[language]
  const shot = (name: string): string => `${name}-${language}`
  /** By the menu, as people do who do not know the address. */
  async function go(page: Page, title: string): Promise<void> {
    const menu = button(page, words.menu)
    if (await menu.isVisible()) await menu.click()
    const before = await page.locator('[data-page-heading]').elementHandle()
    await page
      .getByRole('navigation', { name: words.pages, exact: true })
      .getByRole('link', { name: title, exact: true })
      .click()
    // The page that is left stays until the other one has come.
    await before?.waitForElementState('hidden')
    await page.locator('[data-page-heading]').waitFor()
  }

  test('a lot is made, traded, dispensed, used, checked by a patient and recalled', async () => {
    // The factory registers the lot, makes its packs, puts them into cases and sends them.
    const factory = await browser.as('north', 'operator', { language, size: trade === 'phone' ? 'desktop' : 'phone' })
    await go(factory, words.lots)
    await factory.getByRole('link', { name: words.registerLot }).first().click()
    await field(factory, words.lotNumber).fill(lot)
    await field(factory, words.planned).fill('12')
    await field(factory, words.origin).fill('Plant 1')
    await factory.getByLabel(new RegExp(`^${words.madeOn}`)).fill(day(-1))
    await factory.getByLabel(new RegExp(`^${words.expires}`)).fill(day(500))
    await button(factory, words.doRegister).click()
    await heading(factory, words.lotTitle(lot)).waitFor()
    await within(factory).getByRole('link', { name: words.commission, exact: true }).click()
    await field(factory, words.howMany).fill('12')
    await button(factory, words.doCommission).click()
    await factory.getByText(words.commissioned).first().waitFor()
    const [download] = await Promise.all([
      factory.waitForEvent('download'),
      button(factory, words.downloadSerials).click(),
    ])
    const [, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/)
    const packs = lines.map((line): Pack => {
      const [, serial = '', printed = ''] = line.split(',')
      return { serial, code: printed.replaceAll(/[()]/g, '').replace(/(?<=21.{12})(?=17)/, '\u001d') }
    })
    expect(packs).toHaveLength(12)
    const [first, second, ward, kept] = [packs[0], packs[1], packs[4], packs[5]]
    if (!first || !second || !ward || !kept) throw new Error('the factory has made too few packs')

    await go(factory, words.pack)
    await button(factory, words.nextSscc).click()
    const small =
      (await factory
        .getByRole('heading', { name: /^\d{18}$/ })
        .first()
        .textContent()) ?? ''
    for (const [place, { code, serial }] of packs.slice(0, 4).entries()) {
      await scan(factory, code)
      await factory
        .getByText(words.going(place + 1))
        .first()
        .waitFor()
      await factory.getByText(serial).first().waitFor()
    }
    await lookAt(factory, shot('packing'))
    await button(factory, words.doPack(4)).click()
    await factory.getByText(words.packed(small)).first().waitFor()
    await factory.getByRole('link', { name: words.wholeLot }).click()
    await heading(factory, words.wholeLot).waitFor()
    await within(factory).getByText(lot).first().click()
    await field(factory, words.perCase).fill('8')
    await button(factory, words.packLot(8)).click()
    await heading(factory, words.casesPacked).waitFor()
    const large =
      /\d{18}/.exec(
        (await factory
          .getByText(/SSCC \d{18}|SSCC 自/)
          .first()
          .textContent()) ?? '',
      )?.[0] ?? ''
    await within(factory).getByRole('link', { name: words.ship, exact: true }).click()
    await send(factory, [small, large], 'Rhine Wholesale', 12)
    await lookAt(factory, shot('sent'))

    // The distributor takes both cases in by scanning them, and sends each to somebody else.
    const distributor = await browser.as('rhine', 'operator', { language, size: trade })
    await go(distributor, words.receive)
    await takeIn(distributor, [small, large], 12)
    await go(distributor, words.ship)
    await send(distributor, [small], 'Market Square Pharmacy', 4)
    await go(distributor, words.ship)
    await send(distributor, [large], 'St. Luke Hospital', 8)

    // The pharmacy takes its case in and opens it, as the till tells it; one pack is dispensed, taken back, dispensed again.
    const pharmacy = await browser.as('market', 'operator', { language, size: care })
    await go(pharmacy, words.receive)
    await takeIn(pharmacy, [small], 4)
    await unpackAtTill(pharmacy, [first.code, second.code])
    await dispense(pharmacy, first.code)
    await button(pharmacy, words.undo(first.serial)).click()
    await pharmacy.getByText(words.takenBack, { exact: true }).waitFor()
    await dispense(pharmacy, first.code)
    await scan(pharmacy, first.code)
    await heading(pharmacy, words.gone).waitFor()
    await lookAt(pharmacy, shot('gone'))

    // The hospital does the same, and writes down for whom it was.
    const hospital = await browser.as('clinic', 'operator', { language, size: care })
    await go(hospital, words.receive)
    await takeIn(hospital, [large], 8)
    await unpackAtTill(hospital, [ward.code, kept.code])
    await dispense(hospital, ward.code)
    await go(hospital, words.drugUse)
    await hospital.getByRole('link', { name: words.recordUse }).first().click()
    await heading(hospital, words.recordUse).waitFor()
    await scan(hospital, ward.code)
    await hospital.getByText('DOLIPRANE 500 mg').first().waitFor()
    await hospital.getByLabel(words.patient, { exact: true }).fill('P-4711')
    await hospital.getByLabel(words.dose, { exact: true }).fill('500 mg')
    await hospital.getByLabel(words.partsUsed, { exact: true }).fill('2')
    await button(hospital, words.record).click()
    await hospital.getByText(words.intact).first().waitFor()
    await button(hospital, words.amend).click()
    await hospital.getByLabel(words.partsUsed, { exact: true }).fill('3')
    await hospital.getByLabel(words.because, { exact: true }).fill('counted again')
    await button(hospital, words.saveAmended).click()
    await hospital.getByText(words.amended).first().waitFor()
    await lookAt(hospital, shot('use'))

    // A patient is told that a pack is genuine.
    const patient = await browser.open('/check', { language, size: 'phone' })
    await scan(patient, second.code)
    await heading(patient, words.genuine).waitFor()
    await lookAt(patient, shot('genuine'))

    // The regulator finds all packs on the page of the lot, and recalls it.
    const regulator = await browser.as('regulator', 'operator', { language, size: trade })
    await go(regulator, words.lots)
    await within(regulator).getByText(lot, { exact: true }).first().click()
    await regulator.getByText(words.accounted).first().waitFor()
    await button(regulator, words.recall).click()
    const dialog = regulator.getByRole('dialog')
    await dialog.getByLabel(words.classOne).check()
    await dialog.getByRole('textbox', { name: new RegExp(`^${words.recallReason}`) }).fill('Crystals in the tablets')
    await dialog.getByRole('textbox', { name: new RegExp(`^${words.recallConfirm}`) }).fill(lot)
    await dialog.getByRole('button', { name: words.recallNow, exact: true }).click()
    await regulator.getByText(words.recalled).first().waitFor()
    await go(regulator, words.recalls)
    await within(regulator).getByText(lot).first().click()
    await heading(regulator, words.recallOf(lot)).waitFor()
    await stillOut(regulator, 10)
    await lookAt(regulator, shot('reach'))

    // The pharmacy is told what to do, and sends a pack back, which the factory takes in; the regulator sees it come.
    await pharmacy.bringToFront()
    await go(pharmacy, words.recalls)
    await within(pharmacy).getByText(lot).first().click()
    await pharmacy.getByText(words.yours(3)).first().waitFor()
    await lookAt(pharmacy, shot('yours'))
    await pharmacy.getByRole('link', { name: words.sendBack }).click()
    await heading(pharmacy, words.ship).waitFor()
    await send(pharmacy, [second], undefined, 1)
    await factory.bringToFront()
    await go(factory, words.receive)
    await scan(factory, second.code)
    await factory.getByText(words.scanned(1, 1)).first().waitFor()
    await button(factory, words.receiveAll(1)).click()
    await factory.getByText(words.received(1)).first().waitFor()
    await stillOut(regulator, 9)

    // The patient who looks again is told, and the ledger agrees with what everybody was shown.
    await scan(patient, second.code)
    await heading(patient, words.notForUse).waitFor()
    await lookAt(patient, shot('recalled'))
    const found = await browser.world.as('regulator').units.find({
      params: { gtin, serial: first.serial as never },
    })
    expect(found).toMatchObject({ state: 'dispensed', holds: ['lot_recalled'] })
    for (const page of [factory, distributor, pharmacy, hospital, regulator, patient]) {
      expectQuiet(page)
      await page.context().close()
    }
  })

  /** Scans goods on the page that sends them; the receiver is chosen already where none is given. */
  async function send(
    page: Page,
    goods: readonly (string | Pack)[],
    receiver: string | undefined,
    packs: number,
  ): Promise<void> {
    await heading(page, words.ship).waitFor()
    for (const one of goods) {
      const { code, serial } = typeof one === 'string' ? { code: `00${one}`, serial: one } : one
      await scan(page, code)
      await heading(page, words.added).waitFor()
      await page.getByText(serial).last().waitFor()
    }
    if (receiver !== undefined) {
      await page.getByPlaceholder(words.chooseReceiver).fill(receiver)
      await page.getByRole('option', { name: receiver }).click()
    }
    await button(page, words.send(packs)).click()
    await page.getByRole('heading', { level: 1, name: words.shipment }).waitFor()
  }

  /** So many packs have not come back, as the recall's picture says. */
  async function stillOut(page: Page, packs: number): Promise<void> {
    const legend = page.getByRole('listitem').filter({ has: page.getByText(words.stillOut, { exact: true }) })
    await legend.filter({ has: page.getByText(String(packs), { exact: true }) }).waitFor()
  }

  /** Takes a delivery in by scanning its cases; the first opens it. */
  async function takeIn(page: Page, cases: readonly string[], packs: number): Promise<void> {
    await heading(page, words.expected).waitFor()
    for (const sscc of cases) {
      await scan(page, `00${sscc}`)
      await page.getByRole('checkbox', { name: sscc, checked: true }).waitFor()
    }
    await page.getByText(words.scanned(packs, packs)).first().waitFor()
    await lookAt(page, shot(`receive-${cases.length}`))
    await button(page, words.receiveAll(packs)).click()
    await page.getByText(words.received(packs)).first().waitFor()
  }

  /** Scans a pack that is booked in its case: the till says so, and leads to where it is taken out, with others. */
  async function unpackAtTill(page: Page, [code = '', ...others]: readonly string[]): Promise<void> {
    await go(page, words.dispense)
    await page.getByText(words.tillReady).first().waitFor()
    await scan(page, code)
    await heading(page, words.boxed).waitFor()
    await lookAt(page, shot('boxed'))
    await button(page, words.takeOut).click()
    await page.getByText(words.coming(1)).first().waitFor()
    for (const [place, other] of others.entries()) {
      await scan(page, other)
      await page
        .getByText(words.coming(place + 2))
        .first()
        .waitFor()
    }
    await button(page, words.doUnpack(1 + others.length)).click()
    await heading(page, words.takenOut).waitFor()
  }

  /** Scans a pack at the till and presses Enter. */
  async function dispense(page: Page, code: string): Promise<void> {
    if (!(await page.getByRole('heading', { level: 1, name: words.dispense }).isVisible()))
      await go(page, words.dispense)
    await heading(page, words.dispense).waitFor()
    await scan(page, code)
    await heading(page, words.mayBeDispensed).waitFor()
    await page.getByRole('button', { name: words.doDispense }).press('Enter')
    await page.getByText(words.dispensed).first().waitFor()
    await heading(page, words.mayBeDispensed).waitFor({ state: 'detached' })
  }
})
