import { encodeAbiParameters, type Hex, pad } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { createNativeRpc, readGoverningCommittee } from '../src/index.ts'
import { openStandIn, type StandIn } from '../src/testing/index.ts'

const address: Hex = `0x${'ab'.repeat(20)}`
/** A committee is there in any case, as the engine makes one with the first block. */
const reader = async (to: Hex): Promise<Hex> =>
  to.toLowerCase() === address
    ? encodeAbiParameters(
        [{ type: 'uint8' }, { type: 'uint8' }, { type: 'address[]' }, { type: 'uint32[]' }],
        [0, 0, [address], [1]],
      )
    : pad(address, { size: 32 })

let standIn: StandIn | undefined
afterEach(() => standIn?.close())

/** Where the engine says so, or nothing, of whether authority is checked. */
async function readWhere(value: '0' | '1' | undefined) {
  standIn = await openStandIn({
    answers: [
      ({ params }) => {
        if (value === undefined) return { error: { code: 3_008, message: `Entry: ${params[2]} does not exists!` } }
        return params[2] === 'auth_check_status' ? { result: { blockNumber: 0, value } } : undefined
      },
    ],
  })
  return readGoverningCommittee(createNativeRpc({ urls: [standIn.url], group: 'group0', timeoutMs: 20_000 }), reader)
}

test('the committee that every chain has decides only where authority is checked', async () => {
  expect(await readWhere('0')).toBeUndefined()
  await standIn?.close()
  expect(await readWhere('1')).toMatchObject({ governors: [{ account: expect.stringMatching(/^0xab/i), weight: 1 }] })
})

test('where nothing says whether authority is checked, a committee that is there decides', async () => {
  expect(await readWhere(undefined)).toMatchObject({ participatesRate: 0, winRate: 0 })
})
