import { Group, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheckFilled, IconMinus } from '@tabler/icons-react'
import type { Institution, Permission } from '@theriac/api'
import { usePermissionWords } from './words.ts'

/** How an institution stands to something: the regulator permits it, and a licence covers it. */
type Standing = 'granted' | 'unlicensed' | 'denied'

export function standingOf({ permissions, unlicensed }: Institution, permission: Permission): Standing {
  if (!permissions.includes(permission)) return 'denied'
  return unlicensed.includes(permission) ? 'unlicensed' : 'granted'
}

const signs = {
  granted: {
    Icon: IconCircleCheckFilled,
    colour: 'var(--mantine-color-teal-text)',
  },
  unlicensed: { Icon: IconAlertTriangle, colour: 'light-dark(#b45309, #ffd43b)' },
  denied: { Icon: IconMinus, colour: 'var(--mantine-color-dimmed)' },
} as const

/** A sign for it, which is read out as words. */
export function Mark({ standing }: { readonly standing: Standing }) {
  const words = usePermissionWords()
  const { Icon, colour } = signs[standing]
  return (
    <span title={words[standing]} style={{ display: 'inline-flex' }}>
      <Icon size={18} color={colour} aria-hidden="true" />
      <VisuallyHidden>{words[standing]}</VisuallyHidden>
    </span>
  )
}

/** What the signs mean. */
export function Legend() {
  const words = usePermissionWords()
  return (
    <Group component="ul" gap="lg" p={0} m={0} aria-label={words.legend} style={{ listStyle: 'none' }}>
      {(Object.keys(signs) as Standing[]).map((standing) => {
        const { Icon, colour } = signs[standing]
        return (
          <Group component="li" key={standing} gap={6} wrap="nowrap">
            <Icon size={18} color={colour} aria-hidden="true" />
            <Text size="sm" component="span">
              {words[standing]}
            </Text>
          </Group>
        )
      })}
    </Group>
  )
}
