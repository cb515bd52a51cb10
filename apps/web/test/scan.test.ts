import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
import { dataMatrixFilm, dataMatrixPng } from './support/symbols.ts'

let browser: BrowserWorld
let folder: string
let lot: SuppliedLot

/** What the film before the camera shows; the lot is made so afterwards. */
const filmed = { gtin: '03400930000014', lot: 'NW2611A', serial: 'NW2611AS0' }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'theriac-film-'))
  const film = join(folder, 'pack.y4m')
  await writeFile(film, dataMatrixFilm(`(01)${filmed.gtin}(21)${filmed.serial}(10)${filmed.lot}`))
  browser = await openBrowserWorld([`--use-file-for-fake-video-capture=${film}`])
  const supply = await openSupply(browser.world)
  lot = await supply.makeLot(filmed.lot, { serials: 3 })
  expect(lot.serials[0]).toBe(filmed.serial)
})
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

/** What a scanner types for a pack. */
const codeOf = (number: number): string =>
  `01${lot.gtin}17${lot.expiry.replaceAll('-', '').slice(2)}10${lot.lot}\u001d21${lot.serials[number]}`

/** Presses real keys as a scanner does: what they say of their time does not hang on how busy this machine is. */
async function pressAsScanner(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const start = Date.now() / 1000
  for (const [place, character] of [...text, 'Enter'].entries()) {
    const isEnter = character === 'Enter'
    const key = isEnter
      ? { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }
      : { key: character, text: character }
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp: start + place * 0.005, ...key })
  }
  await session.detach()
}

test('a scan that comes while its page is still loading is answered as soon as the page is there', async () => {
  const page = await browser.as('north', 'operator', { path: '/jobs' })
  let load: () => void = () => undefined
  const mayLoad = new Promise<void>((resolve) => {
    load = resolve
  })
  await page.route('**/verify-page-*.js', async (route) => {
    await mayLoad
    await route.continue()
  })
  await page.getByRole('link', { name: 'Verify a pack' }).first().click()
  await scan(page, codeOf(1))
  load()
  await page.getByRole('heading', { name: 'Genuine, may be supplied' }).waitFor()
  await page.getByText(String(lot.serials[1])).waitFor()
  expectQuiet(page)
})

test('a page that has no use for a scan offers to verify it or to search for it', async () => {
  const page = await browser.as('north', 'operator', { path: '/jobs', size: 'phone', language: 'zh' })
  await scan(page, codeOf(1))
  await page.getByText('已扫码，但本页不处理').waitFor()
  await screenshot(page, 'scan-offer')
  await expectAccessible(page)
  await expectNothingCutOff(page)
  await page.getByRole('button', { name: '核验', exact: true }).click()
  await page.getByRole('heading', { name: '真品，可以销售' }).waitFor()
  expect(await page.getByText('已扫码，但本页不处理').count()).toBe(0)
  expectQuiet(page)
})

test('what a scanner types into a field goes to the page, and the field is as it was before', async () => {
  const page = await browser.as('infirmary', 'operator', { path: '/drug-use/new' })
  const patient = page.getByLabel('Patient', { exact: false }).first()
  await patient.fill('W-1')
  await patient.press('End')
  await pressAsScanner(page, codeOf(2))
  await expect.poll(() => page.getByLabel('Serial number').inputValue()).toBe(lot.serials[2])
  expect(await patient.inputValue()).toBe('W-1')
  // What was done last is taken back from the keyboard, while its toast is there.
  await page.getByLabel('Dose').fill('500 mg every 8 h')
  await page.getByLabel('Parts used').fill('2')
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await page.getByText('The use is recorded.').waitFor()
  await page.getByRole('heading', { name: 'Drug-use record' }).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText('Undone', { exact: true }).waitFor()
  // Where no page takes scans, a field that has the focus is what was scanned for.
  await page.goto('/search?q=x')
  const field = page.getByRole('textbox', { name: 'Search', exact: true })
  await field.fill('')
  await pressAsScanner(page, lot.gtin)
  await expect.poll(() => field.inputValue()).toBe(lot.gtin)
  expectQuiet(page)
})

test('the search over the page takes scans while it is open', async () => {
  const page = await browser.as('north', 'operator', { path: '/verify' })
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search or scan anything').waitFor()
  await scan(page, lot.gtin)
  await page.waitForURL(`**/search?q=*${lot.gtin}*`)
  await page.getByRole('heading', { name: 'Search', level: 1 }).waitFor()
  expectQuiet(page)
})

test('a pack that is held before the camera is read and answered', async () => {
  const page = await browser.as('north', 'operator', { path: '/verify', size: 'phone' })
  await page.context().grantPermissions(['camera'])
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await page.getByRole('heading', { name: 'Genuine, may be supplied' }).waitFor()
  await page.getByText(filmed.serial).waitFor()
  expectQuiet(page)
})

test('a code is read out of a picture, without an account too', async () => {
  const page = await browser.open('/check')
  const expiry = lot.expiry.replaceAll('-', '').slice(2)
  const picture = await dataMatrixPng(`(01)${lot.gtin}(17)${expiry}(21)${lot.serials[1]}(10)${lot.lot}`)
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Read from a picture' }).click(),
  ])
  await chooser.setFiles({ name: 'pack.png', mimeType: 'image/png', buffer: picture })
  await page.getByRole('heading', { name: 'This pack is genuine' }).waitFor()
  expectQuiet(page)
})

test('a picture without a code, and a camera that may not be used, are told in words', async () => {
  const page = await browser.open('/check', { size: 'phone' })
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Read from a picture' }).click(),
  ])
  const blank = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
    'base64',
  )
  await chooser.setFiles({ name: 'blank.png', mimeType: 'image/png', buffer: blank })
  await page.getByText('No code was found in the picture.').waitFor()
  await page.evaluate(
    "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))",
  )
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await page.getByText('The camera may not be used.').waitFor()
  await screenshot(page, 'camera-denied')
  await expectAccessible(page)
  expectQuiet(page)
})
