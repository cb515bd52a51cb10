import { useMediaQuery } from '@mantine/hooks'
import { permissions as allPermissions, type Institution } from '@theriac/api'
import { useMemo } from 'react'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { kindWords } from '../../../ui/words/kinds.ts'
import { permissionWords } from '../../../ui/words/permissions.ts'
import { statusOf } from '../../../ui/words/status.ts'
import { Mark, standingOf } from './mark.tsx'
import { usePermissionWords } from './words.ts'

/** The institution, and a column for each permission; on a phone all that it may in one list. */
export function useColumns(): readonly Column<Institution>[] {
  const words = usePermissionWords()
  const text = useText()
  const format = useFormat()
  const isPhone = useMediaQuery('(max-width: 640px)') ?? false
  return useMemo(() => {
    const who: readonly Column<Institution>[] = [
      {
        id: 'name',
        label: words.institution,
        value: ({ name }) => name,
        show: ({ gln, name }) => <AppLink to={paths.institution(gln)}>{name}</AppLink>,
        sort: 'name',
        width: '1.6fr',
      },
      { id: 'gln', label: words.gln, value: ({ gln }) => gln, sort: 'gln', width: 150, hidden: true },
      { id: 'kind', label: words.kind, value: ({ kind }) => text(kindWords[kind]), width: 110 },
      {
        id: 'status',
        label: words.status,
        value: ({ status }) => text(statusOf(status).words),
        show: ({ status }) => <StatusBadge status={status} />,
        width: 125,
      },
    ]
    const nameOf = (permission: (typeof allPermissions)[number]) => text(permissionWords[permission])
    const list = ({ permissions }: Institution) =>
      permissions.length === 0 ? words.nothing : format.list(permissions.map(nameOf))
    const may: Column<Institution> = { id: 'may', label: words.may, value: list }
    const each = allPermissions.map((permission): Column<Institution> => {
      const of = (institution: Institution) => standingOf(institution, permission)
      return {
        id: permission,
        label: nameOf(permission),
        value: (institution) => words[of(institution)],
        show: (institution) => <Mark standing={of(institution)} />,
        width: 40,
        upright: true,
      }
    })
    return isPhone ? [...who, may] : [...who, ...each]
  }, [words, text, format, isPhone])
}
