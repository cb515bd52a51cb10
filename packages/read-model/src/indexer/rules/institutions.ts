import { kinds, permissionsOf, roles } from '@theriac/ledger'
import type { EventArgs, LicenceArgs } from '../chain/event-args.ts'
import { glnText } from '../work/ids.ts'
import type { Wanted } from '../work/keys.ts'
import type { Rows } from '../work/tables.ts'
import type { Work } from '../work/work.ts'
import type { Ref, Rules, Told } from './rule.ts'

type Names =
  | 'InstitutionApplied'
  | 'InstitutionDeclined'
  | 'InstitutionAdmitted'
  | 'InstitutionSuspended'
  | 'InstitutionReinstated'
  | 'InstitutionRetired'
  | 'InstitutionRenamed'
  | 'PermissionsSet'
  | 'LicencesSet'
  | 'OperatorAdded'
  | 'OperatorRemoved'
  | 'KeyRotated'

const ofInstitution = ({ gln }: { readonly gln: bigint }, keys: Wanted): void => keys.institution(gln)
const refOf = (gln: bigint): Ref => ['institution', Number(gln)]

/** Changes an institution, and tells it. */
function change(
  { args, work, seq }: { readonly args: { readonly gln: bigint }; readonly work: Work; readonly seq: number },
  changes: Partial<Rows['institutions']>,
  told: Pick<Told, 'act' | 'args'>,
): Told {
  const row = work.institutions.get(glnText(args.gln))
  work.institutions.put({ ...row, ...changes, updatedSeq: seq })
  return { ...told, refs: [refOf(args.gln)] }
}

const licencesOf = (licences: readonly LicenceArgs[]) =>
  licences.map(({ number, scope, validFrom, validTo }) => ({ number, scope: permissionsOf(scope), validFrom, validTo }))

function setLicences(work: Work, gln: string, licences: readonly LicenceArgs[]): void {
  work.licences.set(
    gln,
    licencesOf(licences).map((licence, position) => ({ gln, position, ...licence })),
  )
}

/** Ends an operator's time; the one that follows, if it changed its key, is told. */
function endOperator(work: Work, account: string, seq: number, successor: string | null): void {
  const row = work.operators.get(account.toLowerCase())
  work.operators.put({ ...row, active: false, untilSeq: seq, successor })
}

function startOperator(work: Work, operator: Pick<Rows['operators'], 'account' | 'gln' | 'role'>, seq: number): void {
  const account = operator.account.toLowerCase()
  work.operators.put({ ...operator, account, active: true, successor: null, sinceSeq: seq, untilSeq: null })
}

const nobody = /^0x0+$/

function applied({ gln, kind, name, admin, licences }: EventArgs['InstitutionApplied']) {
  const applicant = nobody.test(admin) ? null : admin.toLowerCase()
  return { gln: glnText(gln), kind: kinds[kind] ?? 'none', name, applicant, licences: licencesOf(licences) }
}

/** Institutions, their licences and operators. */
export const institutionRules: Rules<Names> = {
  InstitutionApplied: {
    apply({ args, work, seq }) {
      const { licences, ...institution } = applied(args)
      work.institutions.put({
        ...institution,
        status: 'applied',
        permissions: [],
        reason: null,
        appliedSeq: seq,
        admittedSeq: null,
        updatedSeq: seq,
      })
      setLicences(work, institution.gln, args.licences)
      const { gln, ...told } = institution
      return { act: 'applyFor', gln, args: { ...told, licences }, refs: [refOf(args.gln)] }
    },
  },
  InstitutionDeclined: {
    needs(args, keys) {
      keys.institution(args.gln)
      keys.operatorsOfInstitution(args.gln)
    },
    apply(happening) {
      const { args, work, seq } = happening
      const { applicant, gln } = work.institutions.get(glnText(args.gln))
      const operator = applicant === null ? undefined : work.operators.find(applicant)
      if (operator?.active && operator.gln === gln) endOperator(work, operator.account, seq, null)
      setLicences(work, gln, [])
      const { reason } = args
      return change(happening, { status: 'declined', reason }, { act: 'decline', args: { reason } })
    },
  },
  InstitutionAdmitted: {
    needs: ofInstitution,
    apply(happening) {
      const { args, seq } = happening
      const permissions = permissionsOf(args.permissions)
      const changes = { status: 'active', permissions, admittedSeq: seq }
      return change(happening, changes, { act: 'admit', args: { permissions } })
    },
  },
  InstitutionSuspended: {
    needs: ofInstitution,
    apply(happening) {
      const { reason } = happening.args
      return change(happening, { status: 'suspended', reason }, { act: 'suspend', args: { reason } })
    },
  },
  InstitutionReinstated: {
    needs: ofInstitution,
    apply(happening) {
      const { reason } = happening.args
      return change(happening, { status: 'active', reason: null }, { act: 'reinstate', args: { reason } })
    },
  },
  InstitutionRetired: {
    needs: ofInstitution,
    apply(happening) {
      const { reason } = happening.args
      return change(happening, { status: 'retired', reason }, { act: 'retire', args: { reason } })
    },
  },
  InstitutionRenamed: {
    needs: ofInstitution,
    apply(happening) {
      const { name } = happening.args
      return change(happening, { name }, { act: 'rename', args: { name } })
    },
  },
  PermissionsSet: {
    needs: ofInstitution,
    apply(happening) {
      const permissions = permissionsOf(happening.args.permissions)
      return change(happening, { permissions }, { act: 'setPermissions', args: { permissions } })
    },
  },
  LicencesSet: {
    needs: ofInstitution,
    apply(happening) {
      const { args, work } = happening
      setLicences(work, glnText(args.gln), args.licences)
      return change(happening, {}, { act: 'setLicences', args: { licences: licencesOf(args.licences) } })
    },
  },
  OperatorAdded: {
    apply({ args, work, seq }) {
      const [gln, role] = [glnText(args.gln), roles[args.role] ?? 'none']
      startOperator(work, { account: args.account, gln, role }, seq)
      return { gln, args: { account: args.account.toLowerCase(), role }, refs: [refOf(args.gln)] }
    },
  },
  OperatorRemoved: {
    needs: ({ account }, keys) => keys.operator(account),
    apply({ args, work, seq }) {
      endOperator(work, args.account, seq, null)
      return { args: { account: args.account.toLowerCase() }, refs: [refOf(args.gln)] }
    },
  },
  KeyRotated: {
    needs: ({ account }, keys) => keys.operator(account),
    apply({ args, work, seq }) {
      const [account, successor] = [args.account.toLowerCase(), args.successor.toLowerCase()]
      const { gln, role } = work.operators.get(account)
      endOperator(work, account, seq, successor)
      startOperator(work, { account: successor, gln, role }, seq)
      return { act: 'rotateKey', gln, args: { account, successor }, refs: [refOf(args.gln)] }
    },
  },
}
