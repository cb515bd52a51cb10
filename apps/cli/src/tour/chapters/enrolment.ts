import { randomBytes } from 'node:crypto'
import { type LicenceInput, routes } from '@theriac/api'
import { licenceScopes, type Trade } from '@theriac/ledger'
import { cast, openFirstAccount } from '@theriac/server'
import { signIn, withToken } from '../sign-in.ts'
import type { Member, Stage } from '../stage.ts'
import type { Theatre } from '../theatre.ts'

const yearMs = 365 * 86_400_000
const newPassword = (): string => randomBytes(18).toString('base64url')
type Applicant = Exclude<(typeof cast)[number], { key: 'regulator' }>
const applicants = cast.filter((part): part is Applicant => part.key !== 'regulator')

/** The regulator's first account is opened; institutions apply, are admitted, sign in, and name a second operator. */
export async function enrolment(stage: Stage, { server, admin }: Theatre): Promise<void> {
  const { members } = stage
  const { regulator } = members
  const [first, own] = [newPassword(), newPassword()]
  await openFirstAccount(server, regulator.gln, 'authority', admin, async () => first)
  regulator.admin = await signIn(stage.url, 'authority', first)
  await regulator.admin.sessions.changePassword({ body: { old: first, new: own } })

  await Promise.all(applicants.map((part) => enrol(stage, part)))
  const { items } = await regulator.admin.institutions.list({ query: { limit: 100, sort: 'gln' } })
  stage.tell(
    'Eight institutions apply, and the regulator admits them',
    items
      .filter(({ kind }) => kind !== 'regulator')
      .map(({ name, kind, gln, status }) => ({ institution: name, kind, GLN: gln, status })),
  )
}

async function enrol(stage: Stage, { key, kind, name, trade }: Applicant): Promise<void> {
  const member = stage.members[key]
  const { regulator } = stage.members
  const { gln } = member
  const admin = { name: `${key}.admin`, password: newPassword() }
  const licences = [licenceOf(`LIC-${key}`, trade, stage.now - yearMs, stage.now + yearMs)]
  await stage.act(stage.anybody.institutions.apply({ body: { gln, kind, name, licences, admin } }))
  await stage.act(regulator.admin.institutions.admit({ params: { gln }, body: { reason: 'Licence checked' } }))
  member.admin = await signIn(stage.url, admin.name, admin.password)
  await addSecond(stage, member)
}

/** A machine of the institution, with a key of its own, that comes with a token. */
async function addSecond(stage: Stage, member: Member): Promise<void> {
  const { key, name, admin } = member
  const account = { name: `${key}.machine`, displayName: `${name}, machine`, role: 'operator' as const }
  const [made] = await stage.act(admin.accounts.create({ body: account }))
  const token = {
    ...(made ? { accountId: made.result.accountId } : {}),
    name: 'tour',
    scope: Object.keys(routes).map((subject) => `${subject}:write`),
    expiresAt: new Date(stage.now + yearMs).toISOString(),
  }
  const { secret } = await admin.tokens.create({ body: token })
  member.second = withToken(stage.url, secret)
}

/** A licence of a trade, from and to Unix milliseconds. */
export const licenceOf = (number: string, trade: Trade, from: number, to: number): LicenceInput => ({
  number,
  scope: [...licenceScopes[trade]],
  validFrom: new Date(from).toISOString(),
  validTo: new Date(to).toISOString(),
})
