import { type Kind, shortestPassword, usualPermissions } from '@theriac/api'
import { type LicenceValues, newLicence, useLicenceRules } from '../../ui/form/licences/licence-values.ts'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { useApplyWords } from './words.ts'

type ApplyingKind = Exclude<Kind, 'regulator'>

/** Kinds of institution that can apply. */
export const kindsThatApply = ['factory', 'distributor', 'pharmacy', 'hospital'] as const satisfies readonly Kind[]

interface Admin extends Record<string, unknown> {
  displayName: string
  name: string
  password: string
}

interface Values extends Record<string, unknown> {
  kind: ApplyingKind
  gln: string
  name: string
  licences: LicenceValues[]
  admin: Admin
  repeat: string
}

/** The form of an application. */
export function useApplyForm() {
  const words = useApplyWords()
  const rules = useRules()
  const licences = useLicenceRules()
  return useProblemForm<Values>({
    initialValues: {
      kind: 'pharmacy',
      gln: '',
      name: '',
      licences: [newLicence(usualPermissions.pharmacy)],
      admin: { displayName: '', name: '', password: '' },
      repeat: '',
    },
    validate: {
      gln: rules.all(rules.required, rules.gln),
      name: rules.required,
      licences,
      admin: {
        displayName: rules.required,
        name: (value) => rules.required(value) ?? (/^[a-z0-9][a-z0-9._@-]{1,63}$/.test(value) ? null : words.nameFault),
        password: rules.all(rules.required, rules.longEnough(shortestPassword)),
      },
      repeat: (value, { admin }) => (value === admin.password ? null : words.differs),
    },
  })
}

export type ApplyForm = ReturnType<typeof useApplyForm>
