import { expect, test } from 'vitest'
import { createTurns } from '../../src/http/turns.ts'

test('what has the same name runs one after the other, also after a fault; what has another does not wait', async () => {
  const inTurn = createTurns()
  const order: string[] = []
  let finish = (): void => undefined
  const first = inTurn('a', async () => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    order.push('first')
    throw new Error('a fault')
  })
  const second = inTurn('a', async () => order.push('second'))
  await inTurn('b', async () => order.push('other'))
  finish()
  await expect(first).rejects.toThrow('a fault')
  await second
  expect(order).toEqual(['other', 'first', 'second'])
})
