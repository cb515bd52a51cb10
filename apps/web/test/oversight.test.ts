import type { Serial } from '@theriac/gs1'
import { openSupply } from '@theriac/server/testing'
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

const waitSeconds = 20
/** These are whole days of work. */
const longMs = 180_000

test('a pharmacy and the regulator work through an alert', async () => {
  const { world } = browser
  const supply = await openSupply(world)
  const lot = await supply.makeLot('OV1', { serials: 2 })
  const raise = async (serial: string) =>
    (await world.as('market').verification.verify({ body: { gtin: lot.gtin, serial: serial as Serial, lot: lot.lot } }))
      .alert?.id ?? ''
  const id = await raise('FALSE1')
  await raise('FALSE2')

  const page = await browser.as('market', 'operator', { path: '/alerts' })
  await page.getByText('FALSE2').waitFor()
  await screenshot(page, 'alerts')
  await expectAccessible(page)
  await page.getByText('FALSE1').click()
  await page.waitForURL(`**/alerts/${id}`)
  await page.getByRole('button', { name: 'Start looking into it' }).click()
  await page.getByText('You are looking into it now').waitFor()
  await page.getByRole('combobox', { name: 'Who looks into it' }).click()
  await page.getByRole('option', { name: 'Market Square Pharmacy, admin' }).click()
  await page.getByText('Market Square Pharmacy, admin looks into it now').waitFor()
  await page.getByRole('textbox', { name: 'Comment' }).fill('Asked the wholesaler for the delivery note.')
  await page.getByRole('button', { name: 'Add comment' }).click()
  await page.getByText('Comment added').waitFor()
  await screenshot(page, 'alert')
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'What it was' }).click()
  await page.getByRole('option', { name: 'Falsified pack' }).click()
  await page.getByRole('button', { name: 'Close alert' }).click()
  await page.getByText('Say in a few words what was done').waitFor()
  await page.getByRole('textbox', { name: 'What was done about it' }).fill('Pack quarantined, police informed.')
  await page.getByRole('button', { name: 'Close alert' }).click()
  await page.getByText('Alert closed').waitFor()
  expect(await world.as('market').alerts.find({ params: { id } })).toMatchObject({
    state: 'closed',
    finding: 'falsified',
    resolution: 'Pack quarantined, police informed.',
  })
  expectQuiet(page)

  const phone = await browser.as('regulator', 'operator', {
    size: 'phone',
    language: 'zh',
    scheme: 'dark',
    path: `/alerts/${id}`,
  })
  await phone.getByText('Pack quarantined, police informed.').first().waitFor()
  await phone.getByText('假药').first().waitFor()
  await screenshot(phone, 'alert-zh')
  await expectAccessible(phone)
  await expectNothingCutOff(phone)
  await phone.goto('/alerts')
  await phone.getByText('FALSE2').waitFor()
  await screenshot(phone, 'alerts-zh')
  await expectNothingCutOff(phone)
  expectQuiet(phone)
})

/** Applies, is admitted, suspended and reinstated. */
const gln = '4000001000999'
const params = { gln: gln as never }

test('the regulator admits an applicant, and says that two must agree from then on', { timeout: longMs }, async () => {
  const { world } = browser
  await world.anonymous.institutions.apply({
    body: {
      ...params,
      kind: 'pharmacy',
      name: 'Harbour pharmacy',
      licences: [
        {
          number: 'PH-2026-17',
          scope: ['receive', 'dispense'],
          validFrom: '2026-01-01T00:00:00Z' as never,
          validTo: '2030-01-01T00:00:00Z' as never,
        },
      ],
      admin: { name: 'harbour.admin', password: 'a long enough password' },
    },
    waitSeconds,
  })
  const page = await browser.as('regulator', 'operator', { path: '/institutions' })
  await page.getByRole('button', { name: 'Decide on the application' }).click()
  await page.getByText('Harbour pharmacy').click()
  await page.waitForURL(`**/institutions/${gln}`)
  await page.getByRole('heading', { name: 'Decide on the application' }).waitFor()
  await screenshot(page, 'institution-applied')
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Admit' }).click()
  await dialog.getByText('One operator is enough for this now').waitFor()
  await dialog.getByRole('button', { name: 'Admit' }).click()
  await dialog.getByText('This is needed').waitFor()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Licence checked with the city.')
  await screenshot(page, 'institution-admit')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Admit' }).click()
  await page.getByRole('heading', { name: 'Supervision' }).waitFor()

  await page.goto('/governance')
  await page.getByRole('button', { name: 'Change how many must agree' }).click()
  await dialog.getByRole('textbox', { name: 'Approvals needed from then on' }).fill('9')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Two eyes')
  await dialog.getByRole('button', { name: 'Set the number' }).click()
  await dialog.getByText('From 1 to 3, the operators that there are').waitFor()
  await dialog.getByRole('textbox', { name: 'Approvals needed from then on' }).fill('2')
  await screenshot(page, 'governance-threshold')
  await dialog.getByRole('button', { name: 'Set the number' }).click()
  await page.getByText('2 of 3 operators').waitFor()
  expectQuiet(page)
})

test('what two must agree on is proposed by one and carried out by the other', { timeout: longMs }, async () => {
  const { world } = browser
  const page = await browser.as('regulator', 'operator', { path: `/institutions/${gln}` })
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Suspend' }).click()
  await dialog.getByText('This takes 2 of 3 operators').waitFor()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Sold packs without dispensing them.')
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await page.getByText('1 proposal waits for approval').waitFor()
  await screenshot(page, 'institution')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Suspend: Sold packs' }).click()
  await page.getByText('The institution can do nothing until it is reinstated').waitFor()
  await page.getByText('Can still approve:').waitFor()
  await screenshot(page, 'proposal')
  await expectAccessible(page)
  await page.goto('/governance')
  await page.getByText('Sold packs without dispensing them.').waitFor()
  await screenshot(page, 'governance')
  await expectAccessible(page)
  await page.goto('/institutions')
  await page.getByText('Harbour pharmacy').waitFor()
  await screenshot(page, 'institutions')
  await expectAccessible(page)
  expectQuiet(page)

  const other = await browser.as('regulator', 'admin', { language: 'zh', path: '/' })
  await other.getByRole('link', { name: '待审批的提案' }).click()
  await other.getByText('Sold packs without dispensing them.').click()
  await other.getByRole('button', { name: '批准并执行' }).waitFor()
  await screenshot(other, 'proposal-zh')
  await expectAccessible(other)
  await other.getByRole('button', { name: '批准并执行' }).click()
  await other.getByText('已批准并执行').waitFor()
  expect(await world.as('regulator').institutions.find({ params })).toMatchObject({ status: 'suspended' })
  expectQuiet(other)
  const stopped = await browser.open('/sign-in')
  await stopped.getByRole('textbox', { name: 'Name' }).fill('harbour.admin')
  await stopped.getByLabel('Password', { exact: true }).fill('a long enough password')
  await stopped.getByRole('button', { name: 'Sign in', exact: true }).click()
  await stopped.getByText('Your institution is suspended').waitFor()
  await screenshot(stopped, 'suspended')
  await expectAccessible(stopped)
  expectQuiet(stopped)
  const phone = await browser.as('regulator', 'operator', {
    size: 'phone',
    language: 'zh',
    path: `/institutions/${gln}`,
  })
  await phone.getByRole('button', { name: '恢复' }).waitFor()
  await screenshot(phone, 'institution-zh')
  await expectAccessible(phone)
  await expectNothingCutOff(phone)
  await phone.getByRole('button', { name: '恢复' }).click()
  await phone.getByRole('dialog').getByText('此决定须经 3 名操作员中的 2 名批准').waitFor()
  await screenshot(phone, 'institution-reinstate-zh')
  expectQuiet(phone)

  // One decides alone again: what follows is done at once.
  const proposed = await world.as('regulator').governance.setThreshold({
    body: { threshold: 1, reason: 'Back again' },
    waitSeconds,
  })
  const proposal = { id: proposed.result.proposal.id ?? '' }
  await world.as('regulator', 'admin').governance.approve({ params: proposal, waitSeconds })
  await world.as('regulator').institutions.reinstate({ params, body: { reason: 'Mended' }, waitSeconds })
})

test('the regulator sets licences, permissions and operators of an institution, and its people see it', {
  timeout: longMs,
}, async () => {
  const { world } = browser
  const station = { params: { gln: world.members.station.gln } }
  const page = await browser.as('regulator', 'operator', { path: `/institutions/${station.params.gln}` })
  await page.getByRole('button', { name: 'Replace licences' }).click()
  const licence = page.getByRole('group', { name: 'Licence 1', exact: true })
  await licence.getByRole('textbox', { name: 'Number' }).fill('RX-2027-1')
  const inThirtyDays = new Date(world.clock.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await licence.getByLabel(/^Valid to/).fill(inThirtyDays)
  await page.getByRole('textbox', { name: 'Reason' }).fill('New licence of the city.')
  await screenshot(page, 'institution-licences')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Set licences' }).click()
  await page.getByText('Licences set').waitFor()
  await page.getByText('RX-2027-1', { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Change permissions' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Destroy' }).focus()
  await page.keyboard.press('Space')
  await page.getByText('Taken away: Destroy').waitFor()
  await page.getByRole('checkbox', { name: 'Inspect' }).focus()
  await page.keyboard.press('Space')
  await page.getByText('Given: Inspect').waitFor()
  await page.getByRole('textbox', { name: 'Reason' }).fill('As the inspection showed.')
  await screenshot(page, 'institution-permissions')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Set permissions' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Permissions set').waitFor()

  const dialog = page.getByRole('dialog')
  const account = '0x00000000000000000000000000000000000000aa'
  await page.getByRole('button', { name: 'Appoint an operator' }).click()
  await dialog.getByRole('textbox', { name: 'Account on the ledger' }).fill(account)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('All keys were lost.')
  await dialog.getByRole('button', { name: 'Appoint an operator' }).click()
  await page.getByText('Operator appointed').waitFor()
  await page.getByRole('button', { name: `Dismiss: ${account}` }).click()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The keys were found.')
  await screenshot(page, 'institution-dismiss')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Dismiss' }).click()
  await page.getByText('Operator dismissed').waitFor()
  await page.getByRole('button', { name: 'Rename' }).click()
  await dialog.getByRole('textbox', { name: 'New name' }).fill('Central Station Pharmacy')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Moved into the station.')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('heading', { name: 'Central Station Pharmacy' }).waitFor()
  expectQuiet(page)
  const found = await world.as('regulator').institutions.find(station)
  expect(found.licences).toMatchObject([{ number: 'RX-2027-1' }])
  expect(found.permissions).not.toContain('destroy')
  expect(found.permissions).toContain('inspect')

  const own = await browser.as('station', 'auditor', { size: 'phone', language: 'zh', path: '/institution' })
  await own.getByText('RX-2027-1').first().waitFor()
  await own.getByText('届时没有其他许可证完全覆盖其范围').waitFor()
  expect(await own.getByRole('button', { name: '更换许可证' }).count()).toBe(0)
  await screenshot(own, 'own-institution-zh')
  await expectAccessible(own)
  await expectNothingCutOff(own)
  expectQuiet(own)
})

test('an admin opens an account, resets its password and disables it', { timeout: longMs }, async () => {
  const page = await browser.as('north', 'admin', { path: '/accounts' })
  await page.getByRole('link', { name: 'New account' }).click()
  await page.getByRole('textbox', { name: 'Called' }).fill('Lin Mei')
  await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('Lin Mei')
  await page.getByLabel('First password', { exact: true }).fill('a long enough password')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByText('Use 2 to 64 small letters').waitFor()
  await screenshot(page, 'account-new')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('north.lin')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/accounts')
  await page.getByText('north.lin').waitFor()
  await screenshot(page, 'accounts')
  await expectAccessible(page)
  await page.getByText('north.lin').click()
  await page.getByLabel('New password', { exact: true }).fill('another long password')
  await page.getByRole('button', { name: 'Reset password' }).click()
  await page.getByText('The new password is set.').waitFor()
  const dialog = page.getByRole('dialog')
  await page.getByRole('textbox', { name: 'Called' }).fill('Lin Mei-Hua')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Lin Mei-Hua' }).waitFor()
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Auditor' }).click()
  await page.getByRole('button', { name: 'Change role' }).click()
  await dialog.getByText('The account gets a new key with the new role').waitFor()
  await screenshot(page, 'account-role')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Change role' }).click()
  await page.getByText('The role is changed').waitFor()
  await page.getByRole('button', { name: 'Disable' }).click()
  await dialog.getByRole('button', { name: 'Disable' }).click()
  await page.getByText('Lin Mei-Hua cannot sign in any more').waitFor()
  await screenshot(page, 'account')
  await expectAccessible(page)
  expect((await browser.world.as('north', 'admin').accounts.list({ query: { text: 'lin' } })).items).toMatchObject([
    { name: 'north.lin', role: 'auditor', state: 'disabled', mustChangePassword: true },
  ])
  await page.getByRole('button', { name: 'Remove for good' }).click()
  await dialog.getByRole('button', { name: 'Remove for good' }).click()
  await page.getByText('Lin Mei-Hua is removed').waitFor()
  await page.getByText('Removed', { exact: true }).waitFor()
  expectQuiet(page)
  const phone = await browser.as('north', 'admin', { size: 'phone', language: 'zh', path: '/accounts' })
  await phone.getByText('north.lin').waitFor()
  await screenshot(phone, 'accounts-zh')
  await expectNothingCutOff(phone)
  expectQuiet(phone)
})

test('a program gets an account without a password, and works with a token', { timeout: longMs }, async () => {
  const page = await browser.as('north', 'admin', { path: '/accounts/new' })
  await page.getByRole('textbox', { name: 'Called' }).fill('Warehouse system')
  await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('north.warehouse')
  await page.getByRole('switch', { name: /^It is a program/ }).check()
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByRole('textbox', { name: 'What is it for?' }).fill('Server 2')
  await page.getByRole('button', { name: 'Make the token' }).click()
  await page.getByText('Copy the token now').waitFor()
  await screenshot(page, 'account-machine')
  await expectAccessible(page)
  const secret = await page.getByRole('textbox', { name: 'Token', exact: true }).inputValue()
  const response = await fetch(`${browser.world.url}/api/v1/lots`, { headers: { authorization: `Bearer ${secret}` } })
  expect(response.status).toBe(200)
  expectQuiet(page)
})

test('an operator of the regulator is asked for, and no longer waited for when the proposal is taken back', {
  timeout: longMs,
}, async () => {
  const { world } = browser
  const regulator = world.as('regulator', 'admin')
  await regulator.governance.setThreshold({ body: { threshold: 2, reason: 'Two eyes' }, waitSeconds })
  const admin = await world.signIn('regulator', 'admin')
  const { result } = await admin.accounts.create({
    body: {
      name: 'regulator.new',
      displayName: 'New Operator',
      role: 'operator',
      password: 'a long enough password',
    },
    waitSeconds,
  })
  const page = await browser.as('regulator', 'admin', { path: `/accounts/${result.accountId}` })
  await page.getByText('It waits for a key').waitFor()
  await screenshot(page, 'account-waits')
  await expectAccessible(page)
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Stop waiting for the key' }).click()
  await dialog.getByRole('button', { name: 'Stop waiting for the key' }).click()
  await dialog.getByText('A proposal can still bring the key to the ledger').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).last().click()
  await page.getByRole('link', { name: 'To the proposals' }).click()
  await page.getByText('A new operator').click()
  await page.getByRole('button', { name: 'Take back' }).click()
  await page.getByText('Proposal taken back').waitFor()
  await page.goto(`/accounts/${result.accountId}`)
  await page.getByRole('button', { name: 'Stop waiting for the key' }).click()
  await dialog.getByRole('button', { name: 'Stop waiting for the key' }).click()
  await page.waitForURL('**/accounts')
  await page.getByText('It waits no longer').waitFor()
  expectQuiet(page)
})

test('the account menu leads to the own account, where the key is changed, and to the keys of the keyboard', {
  timeout: longMs,
}, async () => {
  const page = await browser.as('south')
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'My account' }).click()
  await page.getByRole('heading', { name: 'My account' }).waitFor()
  const south = { gln: browser.world.members.south.gln }
  const keys = async () =>
    (await browser.world.as('south').institutions.operators({ params: south, query: { active: true } })).items
  const before = (await keys()).map(({ account }) => account)
  await page.getByRole('button', { name: 'Change the key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('A new key takes the place of this one').waitFor()
  await screenshot(page, 'own-account-key')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Change the key' }).click()
  await page.getByText('Your new key is on the ledger').waitFor()
  expect((await keys()).filter(({ account }) => !before.includes(account))).toHaveLength(1)
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Keyboard and scanner' }).click()
  await page.getByRole('heading', { name: 'In lists' }).waitFor()
  await screenshot(page, 'keyboard')
  await expectAccessible(page)
  expectQuiet(page)
  const phone = await browser.as('south', 'operator', { size: 'phone', language: 'zh', path: '/keyboard' })
  await phone.getByRole('heading', { name: '在列表中' }).waitFor()
  await screenshot(phone, 'keyboard-zh')
  await expectNothingCutOff(phone)
  expectQuiet(phone)
})
