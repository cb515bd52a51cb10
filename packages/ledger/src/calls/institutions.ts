import { institutionsAbi } from '@theriac/contracts'
import { type Gln, glnToNumber } from '@theriac/gs1'
import type { Address } from 'viem'
import { type Kind, kinds, type Licence, type Permission, permissionMask, type Role, roles } from '../model/index.ts'
import { type Call, encoderOf } from './call.ts'

const call = encoderOf('institutions', institutionsAbi)

const encodeLicences = (licences: readonly Licence[]) =>
  licences.map(({ scope, ...licence }) => ({ ...licence, scope: permissionMask(scope) }))

/** Registers the signer's institution, which then waits for the regulator; the signer becomes its first admin. */
export function applyFor(gln: Gln, kind: Exclude<Kind, 'regulator'>, name: string, licences: readonly Licence[]): Call {
  return call('applyFor', [glnToNumber(gln), kinds.indexOf(kind), name, encodeLicences(licences)])
}

/**
 * Strong act: an applicant becomes active with the permissions of its kind.
 *
 * @param applicant - the account that applied (`reads.institutions.applicant`), so that nobody who applies for the GLN later
 * is admitted in its place
 */
export function admit(gln: Gln, applicant: Address): Call {
  return call('admit', [glnToNumber(gln), applicant])
}

/** Strong act: an application is turned down. */
export function decline(gln: Gln, reason: string): Call {
  return call('decline', [glnToNumber(gln), reason])
}

/** Strong act: an institution may do nothing until it is reinstated. */
export function suspend(gln: Gln, reason: string): Call {
  return call('suspend', [glnToNumber(gln), reason])
}

/** Strong act: ends a suspension. */
export function reinstate(gln: Gln, reason: string): Call {
  return call('reinstate', [glnToNumber(gln), reason])
}

/** Strong act: an institution leaves for good. */
export function retire(gln: Gln, reason: string): Call {
  return call('retire', [glnToNumber(gln), reason])
}

/** Strong act: changes an institution's name. */
export function rename(gln: Gln, name: string): Call {
  return call('rename', [glnToNumber(gln), name])
}

/** Strong act: replaces an institution's permissions. */
export function setPermissions(gln: Gln, list: readonly Permission[]): Call {
  return call('setPermissions', [glnToNumber(gln), permissionMask(list)])
}

/** Strong act: replaces all licences of an institution. */
export function setLicences(gln: Gln, licences: readonly Licence[]): Call {
  return call('setLicences', [glnToNumber(gln), encodeLicences(licences)])
}

/** Strong act: gives an institution an operator, for one that lost its admins' keys or for the regulator itself. */
export function appoint(gln: Gln, account: Address, role: Role): Call {
  return call('appoint', [glnToNumber(gln), account, roles.indexOf(role)])
}

/** Strong act: takes an operator from its institution. */
export function dismiss(account: Address): Call {
  return call('dismiss', [account])
}

/** An admin adds an operator to its own institution. */
export function addOperator(account: Address, role: Role): Call {
  return call('addOperator', [account, roles.indexOf(role)])
}

/** An admin removes an operator of its own institution. */
export function removeOperator(account: Address): Call {
  return call('removeOperator', [account])
}

/** An operator puts a new key in the place of the one it signs with. */
export function rotateKey(successor: Address): Call {
  return call('rotateKey', [successor])
}
