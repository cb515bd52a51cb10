import { useMay, useSession } from '../../core/session/session.ts'
import type { RecordKind } from './write/statement.ts'

/** Whether who is signed in may write records of a kind: by the account's role and the institution's permissions. */
export function useMayRecord(): (kind: RecordKind) => boolean {
  const may = useMay()
  const { permissions } = useSession().institution
  return (kind) => may('records.write') && permissions.includes(kind === 'inspection' ? 'inspect' : 'record')
}
