import { describe, expect, test } from 'vitest'
import { createVault, deriveKey, VaultError } from '../../src/accounts/vault.ts'

const text = Buffer.from('a token of a signing service')
const secret = new Uint8Array(32).fill(1)
const vault = createVault(secret)

function faultOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof VaultError) return error.code
    throw error
  }
  return 'none'
}

describe('the vault', () => {
  test('opens what it sealed, and after a restart with the same secret too', () => {
    const sealed = vault.seal('signer-token', text, 'account 1')
    expect(Buffer.from(createVault(secret).open('signer-token', sealed, 'account 1'))).toEqual(text)
  })

  test('seals the same text differently each time, and none of it shows', () => {
    const sealed = [vault.seal('p', text, 'a'), vault.seal('p', text, 'a')].map((bytes) => Buffer.from(bytes))
    expect(sealed[0]).not.toEqual(sealed[1])
    expect(sealed[0]?.includes(text.subarray(0, 8))).toBe(false)
  })

  test.each([
    ['for another purpose', () => vault.open('webhook-secret', vault.seal('signer-token', text, 'a'), 'a')],
    ['of something else', () => vault.open('p', vault.seal('p', text, 'account 1'), 'account 2')],
    ['with another secret', () => createVault(new Uint8Array(32)).open('p', vault.seal('p', text, 'a'), 'a')],
    ['cut short', () => vault.open('p', vault.seal('p', text, 'a').subarray(0, 20), 'a')],
  ])('does not open what was sealed %s', (_, open) => {
    expect(faultOf(open)).toBe('VaultTampered')
  })

  test('does not open what was changed in any byte', () => {
    const sealed = vault.seal('p', text, 'a')
    const codes = Array.from(sealed, (_, place) => {
      const changed = sealed.map((byte, at) => (at === place ? byte ^ 1 : byte))
      return faultOf(() => vault.open('p', changed, 'a'))
    })
    expect(codes).toEqual(['VaultUnknownVersion', ...Array(sealed.length - 1).fill('VaultTampered')])
  })

  test('seals nothing at all too', () => {
    expect(vault.open('p', vault.seal('p', new Uint8Array(0), 'a'), 'a')).toHaveLength(0)
    expect(faultOf(() => vault.open('p', new Uint8Array(0), 'a'))).toBe('VaultUnknownVersion')
  })

  test('takes no secret but one of 32 bytes', () => {
    expect(faultOf(() => createVault(new Uint8Array(16)))).toBe('VaultSecretInvalid')
    expect(faultOf(() => deriveKey(new Uint8Array(33), 'x'))).toBe('VaultSecretInvalid')
    expect(deriveKey(secret, 'one use')).not.toEqual(deriveKey(secret, 'another use'))
  })
})
