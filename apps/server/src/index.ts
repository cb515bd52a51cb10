export { openFirstAccount } from './accounts/open-first-account.ts'
export { hashPassword } from './accounts/sign-in/passwords.ts'
export { type CertificateRead, readCertificates } from './certificates.ts'
export { createServer, type Server, type ServerParts, type ServerSettings } from './compose.ts'
export { cast, demonstrationPassword, glnAt, type Key, type Part } from './demonstration/cast.ts'
export { type DemonstrationClock, demonstrationClock } from './demonstration/clock.ts'
export { type Drug, drugs } from './demonstration/drugs.ts'
export { type EnrolDeps, enrolCast, type Member } from './demonstration/enrol.ts'
export {
  type DemonstrationOptions,
  demonstrationNames,
  seedDemonstration,
} from './demonstration/seed.ts'
export { dropTokens, makeTokens } from './demonstration/tokens.ts'
export type { AddedGroup, GroupEntry, Groups, NewGroup } from './groups.ts'
