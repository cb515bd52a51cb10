import { testDatabase } from '@theriac/read-model/testing'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appMigrations } from '../src/db/migrations.ts'
import { sessions } from '../src/db/schema/accounts.ts'
import { errorForLog } from '../src/log-errors.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase({ migrations: [appMigrations] })
})
afterAll(() => database.close())

test('a query that failed is logged without its values, also as the cause of another error', async () => {
  const times = { createdAt: 1, lastSeenAt: 1, expiresAt: 1 }
  const row = { id: 'a session', accountId: 'x', csrfToken: 'a secret', ip: '::1', userAgent: 'a browser', ...times }
  const insert = () => database.db.insert(sessions).values(row)
  await insert()
  const failed = await insert().catch((error: unknown) => error)
  for (const err of [failed, new Error('Something went wrong', { cause: failed })]) {
    const lines: string[] = []
    const log = pino({ serializers: { err: errorForLog } }, { write: (text) => void lines.push(text) })
    log.error({ err }, 'failed')
    const [line = ''] = lines
    expect(JSON.parse(line).err).toMatchObject({
      code: '23505',
      query: expect.stringContaining('insert into "app"."sessions"'),
      stack: expect.stringContaining('log-errors.test.ts'),
    })
    for (const secret of [row.csrfToken, row.userAgent]) expect(line).not.toContain(secret)
  }
})

test('any other error is logged as it is', () => {
  expect(errorForLog(new RangeError('too far'))).toMatchObject({ type: 'RangeError', message: 'too far' })
})
