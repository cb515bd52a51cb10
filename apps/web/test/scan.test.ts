import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSupply, type SuppliedLot } from '@theriac/server/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserWorld, expectAccessible, expectQuiet, openBrowserWorld, screenshot } from './support/browser.ts'
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
  lot = await supply.makeLot(filmed.lot, { serials: 2 })
  expect(lot.serials[0]).toBe(filmed.serial)
})
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
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
