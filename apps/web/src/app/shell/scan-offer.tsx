import { Affix, Button, Group, Paper, Text } from '@mantine/core'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { passOnScan, scanDesk } from '../../core/scan/scan-desk.ts'
import { playVerdict } from '../../core/scan/sound.ts'
import { useShellWords } from './words.ts'

/** A page that takes scans is given so long to come before anybody is asked. */
const patienceMs = 1_500

/** Says that something was scanned which the page has no use for, and offers what can be done with it. */
export function ScanOffer() {
  const words = useShellWords()
  const format = useFormat()
  const navigate = useNavigate()
  const isLoading = useRouterState({ select: ({ isLoading }) => isLoading })
  const waiting = useSyncExternalStore(scanDesk.watch, scanDesk.waiting)
  const [isDue, setDue] = useState(false)
  const count = isLoading ? 0 : waiting.length
  useEffect(() => {
    if (count === 0) return
    const timer = setInterval(() => {
      // One that waits for a dialog to be closed goes to its page by itself then.
      if (!scanDesk.isStuck()) return
      clearInterval(timer)
      setDue(true)
      playVerdict('warn')
    }, patienceMs)
    return () => {
      clearInterval(timer)
      setDue(false)
    }
  }, [count])
  const last = waiting.at(-1)
  if (!isDue || last === undefined) return null

  function leaveFor(path: string): void {
    void navigate({ to: path })
  }

  return (
    <Affix position={{ bottom: 78, left: 0, right: 0 }} style={{ pointerEvents: 'none' }}>
      <Paper
        role="status"
        withBorder
        shadow="md"
        p="sm"
        mx="auto"
        w="min(520px, calc(100vw - 24px))"
        style={{ pointerEvents: 'auto' }}
      >
        <Text size="sm" fw={600}>
          {words.scanned(waiting.length)}
        </Text>
        <Text size="sm" c="dimmed" ff="monospace" truncate>
          {last.text.replaceAll('\u001d', '␝')}
        </Text>
        <Text size="xs" c="dimmed">
          {words.scannedAt(format.time(new Date(last.at).toISOString()))}
        </Text>
        <Group gap="xs" mt="xs">
          <Button
            size="compact-sm"
            onClick={() => {
              // As though they were scanned there: these may have waited for longer than scans do.
              scanDesk.clear()
              for (const { text } of waiting.toReversed()) passOnScan(text)
              leaveFor(paths.verify)
            }}
          >
            {words.scannedVerify}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              scanDesk.clear()
              leaveFor(paths.search(last.text))
            }}
          >
            {words.scannedSearch}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={scanDesk.clear}>
            {words.scannedForget}
          </Button>
        </Group>
      </Paper>
    </Affix>
  )
}
