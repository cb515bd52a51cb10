import { List } from '@mantine/core'
import type { ChainNodeRole, Permission, Proposal, Role } from '@theriac/api'
import type { ReactNode } from 'react'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { roleWords } from '../../ui/words/kinds.ts'
import { nodeRoleWords } from '../../ui/words/nodes.ts'
import { permissionWords } from '../../ui/words/permissions.ts'
import { useGovernanceWords } from './words.ts'

interface Licence {
  readonly number: string
  readonly scope: readonly Permission[]
  readonly validFrom: string
  readonly validTo: string
}

/** What an act says beside its subject and its reason, each argument in words. */
export function useActContents(): (proposal: Proposal) => readonly (readonly [string, ReactNode])[] {
  const words = useGovernanceWords()
  const text = useText()
  const format = useFormat()
  const listed = (scope: readonly Permission[]): string =>
    scope.length === 0 ? words.nothing : format.list(scope.map((one) => text(permissionWords[one])))
  const day = (instant: string): string => format.day(instant.slice(0, 10))

  function told(name: string, value: unknown): ReactNode {
    switch (name) {
      case 'role':
        return text(roleWords[value as Role])
      case 'wished':
        return text(nodeRoleWords[value as ChainNodeRole])
      case 'listing':
        return Object.values(value as Readonly<Record<string, string>>).map((part) => <div key={part}>{part}</div>)
      case 'permissions':
        return listed(value as Permission[])
      case 'licences':
        return (
          <List size="sm">
            {(value as readonly Licence[]).map(({ number, scope, validFrom, validTo }) => (
              <List.Item key={`${number} ${validFrom}`}>
                {words.licence(number, day(validFrom), day(validTo), listed(scope))}
              </List.Item>
            ))}
          </List>
        )
      case 'key':
      case 'account':
      case 'applicant':
        return <Identifier value={String(value)} most={20} />
      case 'threshold':
        return format.number(Number(value))
      default:
        return typeof value === 'string' ? value : JSON.stringify(value)
    }
  }

  return ({ act, subject, reason }) =>
    Object.entries(act.args)
      // Its subject and its reason stand above.
      .filter(([, value]) => value !== subject?.id && value !== reason)
      .map(([name, value]) => [(words.arguments as Readonly<Record<string, string>>)[name] ?? name, told(name, value)])
}
