import { expect } from 'vitest'
import * as ledger from '../../src/index.ts'
import { glnAt, newSigner, type Stage } from './world.ts'

const byPermission = (a: ledger.Permission, b: ledger.Permission) =>
  ledger.permissions.indexOf(a) - ledger.permissions.indexOf(b)

/** An institution from its application to its end; its operators too. */
export async function lifeOfInstitutions(t: Stage): Promise<void> {
  const { institutions } = t.reads
  const late = { admin: newSigner() }
  const gln = glnAt(99)
  await t.act(late.admin, ledger.applyFor(gln, 'pharmacy', 'Corner', [t.licence('retail')]))
  expect(await institutions.institution(gln)).toMatchObject({
    kind: 'pharmacy',
    status: 'applied',
    name: 'Corner',
    admins: 1,
  })
  await t.govern(ledger.decline(gln, 'no pharmacist'))
  expect(await institutions.institution(gln)).toBeUndefined()
  await t.act(late.admin, ledger.applyFor(gln, 'pharmacy', 'Corner', [t.licence('retail')]))
  expect(await institutions.applicant(gln)).toBe(late.admin.address)
  await t.govern(ledger.admit(gln, late.admin.address))
  expect(await institutions.applicant(gln)).toBeUndefined()
  await t.govern(ledger.rename(gln, 'Corner Pharmacy'))
  await t.govern(ledger.setPermissions(gln, ['dispense', 'receive']))
  expect(await institutions.institution(gln)).toMatchObject({
    name: 'Corner Pharmacy',
    permissions: ['receive', 'dispense'],
  })
  expect(await institutions.refusal(late.admin.address, 'ship')).toBe('not_permitted')
  expect(await institutions.refusal(late.admin.address, 'dispense')).toBe('none')
  const short = { ...t.licence('retail'), number: 'L-2', validTo: t.time.now - 1 }
  await t.govern(ledger.setLicences(gln, [short]))
  expect(await institutions.licences(gln)).toEqual([{ ...short, scope: [...short.scope].sort(byPermission) }])
  expect(await institutions.refusal(late.admin.address, 'dispense')).toBe('not_licensed')
  await t.govern(ledger.suspend(gln, 'inspection'))
  expect((await institutions.institution(gln))?.status).toBe('suspended')
  expect(await institutions.refusal(late.admin.address, 'dispense')).toBe('not_active')
  await t.govern(ledger.reinstate(gln, 'mended'))
  expect((await institutions.institution(gln))?.status).toBe('active')

  const [clerk, auditor, successor] = [newSigner(), newSigner(), newSigner()]
  await t.act(late.admin, ledger.addOperator(clerk.address, 'operator'))
  await t.govern(ledger.appoint(gln, auditor.address, 'auditor'))
  expect(await institutions.operator(clerk.address)).toEqual({ gln, role: 'operator' })
  expect(await institutions.refusal(auditor.address, 'dispense')).toBe('auditor_only')
  await t.act(clerk, ledger.rotateKey(successor.address))
  expect(await institutions.operator(clerk.address)).toBeUndefined()
  expect(await institutions.operator(successor.address)).toEqual({ gln, role: 'operator' })
  await t.act(late.admin, ledger.removeOperator(successor.address))
  await t.govern(ledger.dismiss(auditor.address))
  expect(await institutions.operator(auditor.address)).toBeUndefined()
  expect(await institutions.refusal(auditor.address, 'dispense')).toBe('unknown_operator')
  await t.govern(ledger.retire(gln, 'closed down'))
  expect((await institutions.institution(gln))?.status).toBe('retired')
}
