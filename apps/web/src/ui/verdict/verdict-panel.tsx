import { Box, Group, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './verdict-panel.module.css'

/** How a verdict looks. */
export type VerdictTone = 'good' | 'warn' | 'bad' | 'info'

const icons = { good: IconCircleCheck, warn: IconAlertTriangle, bad: IconCircleX, info: IconInfoCircle } as const

/** A verdict that is seen from an arm's length: colour, sign and word all say the same. */
export function VerdictPanel(props: {
  readonly tone: VerdictTone
  readonly title: string
  readonly detail?: string
  readonly children?: ReactNode
}) {
  const { tone, title, detail, children } = props
  const Icon = icons[tone]
  return (
    <Box className={classes.panel} data-tone={tone} role="status" aria-live="assertive">
      <Group gap="md" wrap="nowrap" align="flex-start">
        <Icon size={44} stroke={1.6} aria-hidden className={classes.icon} />
        <div>
          <Title order={2} fz={{ base: 24, sm: 28 }} lh={1.25}>
            {title}
          </Title>
          {detail && (
            <Text mt={4} size="md">
              {detail}
            </Text>
          )}
        </div>
      </Group>
      {children}
    </Box>
  )
}
