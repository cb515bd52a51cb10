import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../support/problem-of.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('an operator learns who is who at home, and nothing of who is elsewhere', async () => {
  const { items } = await world.as('market').accounts.people({})
  expect(items.map(({ role }) => role).sort()).toEqual(['admin', 'auditor', 'operator'])
  const me = await world.as('market').sessions.current()
  expect(items.find(({ accountId }) => accountId === me.account.id)).toMatchObject({
    displayName: me.account.displayName,
    active: true,
    operators: [me.account.operator],
  })
  const { gln } = world.members.north
  expect(await problemOf(world.as('market').accounts.people({ query: { gln } }))).toMatchObject({ code: 'NotFound' })
  expect((await world.as('regulator', 'auditor').accounts.people({ query: { gln } })).items).toHaveLength(3)
})
