import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { useMatch } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'

/** Frame of every page: its heading, what can be done on it, and its content. */
export function PageFrame(props: {
  readonly title: string
  readonly intro?: string
  /** Buttons beside the heading. */
  readonly actions?: ReactNode
  /** Narrow for forms and single things; wide for tables. */
  readonly width?: 'narrow' | 'wide'
  readonly children: ReactNode
}) {
  const { title, intro, actions, width = 'wide', children } = props
  const heading = useFocusOnArrival()
  return (
    <Box maw={width === 'narrow' ? 760 : 1360} mx="auto" w="100%">
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Box flex="1 1 280px">
            <Title ref={heading} order={1} size="h2" tabIndex={-1} data-page-heading>
              {title}
            </Title>
            {intro && (
              <Text c="dimmed" mt={4} maw={720}>
                {intro}
              </Text>
            )}
          </Box>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {children}
      </Stack>
    </Box>
  )
}

/** A part of a page on a surface of its own, with a heading where it needs one. */
export function Section(props: {
  readonly title?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { title, actions, children } = props
  return (
    <Box component="section" className="theriac-surface" p={{ base: 'md', sm: 'lg' }}>
      {(title !== undefined || actions !== undefined) && (
        <Group justify="space-between" mb="md" gap="xs">
          {title !== undefined && (
            <Title order={2} size="h4">
              {title}
            </Title>
          )}
          {actions}
        </Group>
      )}
      {children}
    </Box>
  )
}

/** Where focus was moved to last. */
let arrivedAt: string | undefined

/** Moves focus to the heading when another page has come, so that it is read aloud; not when the first one has. */
function useFocusOnArrival(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  // Of the page itself: the address is another one already while the next page is still coming.
  const pathname = useMatch({ strict: false, select: (match) => match.pathname })
  useEffect(() => {
    if (arrivedAt !== undefined && arrivedAt !== pathname) heading.current?.focus({ preventScroll: true })
    arrivedAt = pathname
  }, [pathname])
  return heading
}
