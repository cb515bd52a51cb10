import type { GroupEntry, Groups } from '@theriac/server'
import { openWorld, password, type World } from '@theriac/server/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  screenshot,
} from './support/browser.ts'

/** Two groups that are served together, and those that are added. */
let main: BrowserWorld
let rhine: BrowserWorld
const added: World[] = []
const entries = new Map<string, GroupEntry>()

const seenBy = (current: string): Groups => ({
  current,
  list: () => [...entries.values()],
  async add({ id, name }) {
    const world = await openWorld({ groups: seenBy(id) })
    added.push(world)
    const group = entryOf(id, name, world.url)
    entries.set(id, group)
    return { ok: true, group, firstAccount: { name: 'admin', password: 'kX3-shown-this-once' } }
  },
})

const entryOf = (id: string, name: string, url: string): GroupEntry => ({
  id,
  name,
  engine: 'theriac',
  chainId: 20_262,
  served: true,
  port: Number(new URL(url).port),
})

beforeAll(async () => {
  main = await openBrowserWorld([], { groups: seenBy('main') })
  rhine = await openBrowserWorld([], { groups: seenBy('rhine') })
  entries.set('main', entryOf('main', 'main', main.world.url))
  entries.set('rhine', entryOf('rhine', 'Rhine trial', rhine.world.url))
  entries.set('coast', { id: 'coast', name: 'Coast', engine: 'fisco-bcos', chainId: 20_200, served: false })
})
afterAll(async () => {
  for (const one of [main, rhine, ...added]) await one?.close()
})

test('an institution says which group is its usual one, and whoever signs in elsewhere gets there', async () => {
  const page = await main.as('market', 'admin', { path: '/chain/groups' })
  await page.getByRole('heading', { name: 'Members of Main group' }).waitFor()
  await page.getByText('Market Square Pharmacy').first().waitFor()
  expect(await page.getByRole('button', { name: 'Add a group' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Make Rhine trial our usual group' }).click()
  await page.getByText('Our usual group', { exact: true }).waitFor()
  const open = page.getByRole('banner').getByRole('link', { name: 'Open your group: Rhine trial' })
  await open.waitFor()
  await page.getByRole('button', { name: /^Main group/ }).click()
  await page.getByRole('menuitem', { name: /^Rhine trial/ }).waitFor()
  await screenshot(page, 'groups-menu')
  await page.keyboard.press('Escape')
  await expectAccessible(page)

  // The other group knows nobody of this one: it asks who one is.
  await open.click()
  await page.waitForURL(`${rhine.world.url}/sign-in**`)
  await page.getByLabel('Name').fill(rhine.world.members.market.accounts.admin)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: /^Rhine trial/ }).waitFor()

  // And both sessions last, side by side in one browser.
  await page.goto(main.world.url)
  await page.getByRole('button', { name: /^Main group/ }).waitFor()
  await page.goto(`${rhine.world.url}/chain/groups`)
  await page.getByRole('heading', { name: 'Members of Rhine trial' }).waitFor()
  expectQuiet(page)
})

test('the regulator adds a group, is told what is wrong with it, and sees once how to sign in there', async () => {
  const page = await main.as('regulator', 'admin', { path: '/chain/groups' })
  await page.getByText('Not served', { exact: true }).waitFor()
  await page.getByText('Market Square Pharmacy').first().waitFor()
  await screenshot(page, 'groups')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Add a group' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a group' })
  await dialog.getByRole('radio', { name: 'Nodes elsewhere' }).check()
  await dialog.getByRole('textbox', { name: 'ID' }).fill('Vaccines!')
  await dialog.getByRole('button', { name: 'Add a group' }).click()
  await dialog.getByText('0x and 40 hex digits').waitFor()
  await dialog.getByText(/^Lower-case letters, digits and dashes/).waitFor()
  await screenshot(page, 'groups-add')
  await expectAccessible(page)

  await dialog.getByRole('radio', { name: 'A chain of its own on this server' }).check()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Vaccines')
  await dialog.getByRole('textbox', { name: 'ID' }).fill('rhine')
  await dialog.getByRole('button', { name: 'Add a group' }).click()
  await dialog.getByText('There is a group rhine already').waitFor()
  await dialog.getByRole('textbox', { name: 'ID' }).fill('vaccines')
  await dialog.getByRole('button', { name: 'Add a group' }).click()
  await dialog.getByText('Vaccines is in service').waitFor({ timeout: 60_000 })
  await dialog.getByText('kX3-shown-this-once').waitFor()
  await screenshot(page, 'groups-added')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Vaccines' }).waitFor()
  expectQuiet(page)
})

test('on a phone the group stands above the pages, in Chinese too', async () => {
  const page = await main.as('market', 'operator', {
    path: '/chain/groups',
    size: 'phone',
    language: 'zh',
    scheme: 'dark',
  })
  await page.getByRole('heading', { name: '主群组的成员' }).waitFor()
  await page.getByRole('link', { name: '打开 Rhine trial' }).waitFor()
  await screenshot(page, 'groups-zh')
  await expectAccessible(page)
  await expectNothingCutOff(page)
  await page.getByRole('button', { name: '菜单' }).click()
  await page.getByRole('button', { name: /^主群组/ }).click()
  await page.getByRole('menuitem', { name: '全部群组' }).waitFor()
  await screenshot(page, 'groups-menu-zh')
  await expectNothingCutOff(page)
  expectQuiet(page)
})
