import { ChainError } from '@theriac/chain'
import { LedgerError, refusalInWords } from '@theriac/ledger'
import { expect, test } from 'vitest'
import { CliError } from '../src/cli-error.ts'
import { parseConfig } from '../src/config.ts'
import { explain } from '../src/explain.ts'

test('an unknown fault is not explained away', () => {
  expect(explain(new TypeError('x is not a function'))).toBeUndefined()
  expect(explain('text')).toBeUndefined()
})

test('a full disk is told as such, however deep it stands among the causes', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', path: '/x/wal' })
  const chain = new ChainError('StorageFailed', 'the write-ahead log cannot be written', {}, full)
  const journal = new LedgerError('JournalFailed', '/x/acts.log cannot be written', { path: '/x/acts.log' }, full)
  for (const error of [full, chain, journal]) {
    expect(explain(error)).toMatchObject({ code: 'ENOSPC', message: 'The disk is full: /x/wal', exitCode: 1 })
  }
  expect(explain(new ChainError('StorageFailed', 'the write-ahead log cannot be written'))?.advice).toContain('df -h')
})

test('every fault of this program is told with its advice; one in the usage ends with 2', () => {
  const failed = new CliError('NotDeployed', 'The contracts are not deployed yet', 'Run it.')
  expect(explain(failed)).toEqual({ message: failed.message, code: 'NotDeployed', advice: 'Run it.', exitCode: 1 })
  expect(explain(new CliError('BadUsage', 'a', 'b'))?.exitCode).toBe(2)
})

test('a node that does not answer is named', () => {
  const attempts = [{ node: 'http://127.0.0.1:1/', fault: 'ECONNREFUSED' }]
  const error = new LedgerError('EndpointUnavailable', 'No node answered', { method: 'eth_chainId', attempts })
  expect(explain(error)?.message).toBe('http://127.0.0.1:1/ does not answer (ECONNREFUSED)')
})

test('the environment tells all its faults at once', () => {
  expect(parseConfig({ THERIAC_PASSPHRASE: 'short', THERIAC_PASSFRASE: 'long enough', PATH: '/bin' })).toEqual({
    ok: false,
    faults: [
      'THERIAC_PASSPHRASE: a passphrase has at least 8 characters',
      'THERIAC_PASSFRASE: no such variable; there is THERIAC_PASSPHRASE',
    ],
  })
  const faultsOf = (passphrase: string) => parseConfig({ THERIAC_PASSPHRASE: passphrase })
  expect(faultsOf('')).toMatchObject({ faults: [expect.stringContaining('empty')] })
  expect(faultsOf('two lines\nof it')).toMatchObject({ faults: [expect.stringContaining('one line')] })
  expect(parseConfig({ NO_COLOR: '1' })).toEqual({ ok: true, config: { passphrase: undefined, noColour: true } })
})

test('refusals are told in words, those of a carried-out proposal by their inner reason', () => {
  const args = { gln: 9520000000325n, permission: 5, refusal: 5 }
  const inner = { name: 'InstitutionsRefused', args, data: '0x' } as const
  expect(refusalInWords(inner)).toBe(
    'institution 9520000000325 may not receive: it has no licence for that which is valid today',
  )
  expect(refusalInWords({ name: 'GovernanceFailed', args: {}, inner })).toContain('may not receive')
  const notHeld = { holder: (1n << 120n) | 9520000000325n, held: 0b1011n, mask: 0b0110n, word: `0x${'0'.repeat(64)}` }
  expect(refusalInWords({ name: 'InventoryNotHeld', args: notHeld })).toBe(
    '1 of 2 packs are not in stock at 9520000000325',
  )
  const counted = { ...notHeld, held: 3n, mask: 10n, word: `0x${'0'.repeat(56)}ffffffff` }
  expect(refusalInWords({ name: 'InventoryNotHeld', args: counted })).toBe(
    '10 packs asked for, 3 are in stock at 9520000000325',
  )
  expect(refusalInWords({ name: 'GovernanceClosed', args: {} })).toBe('the proposal is closed')
  expect(refusalInWords({ name: 'ActsOutOfGas', args: {} })).toBe('there was not enough gas left for it')
})
