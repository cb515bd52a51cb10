import { ActionIcon, Alert, Button, FileButton, Group, Stack, TextInput } from '@mantine/core'
import { IconCamera, IconPhoto, IconScan, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react'
import { openReader } from '../../core/scan/reader.ts'
import type { Scanned, ScanSource } from '../../core/scan/scanned.ts'
import { isSoundOn, setSound } from '../../core/scan/sound.ts'
import { useWedge } from './use-wedge.ts'
import { useScanWords } from './words.ts'

const CameraDialog = lazy(() => import('./camera-dialog.tsx'))

/**
 * Takes a code in every way there is: from a hand scanner wherever the focus is, typed, pasted, from the camera or a picture.
 * Give the text to the server as it is, or read it with `readCode`; call `playVerdict` with what came of it.
 *
 * ```tsx
 * <ScanBox onScan={({ text }) => check(text)} busy={isChecking} />
 * ```
 */
export function ScanBox(props: {
  readonly onScan: (scanned: Scanned) => void
  readonly busy?: boolean
  readonly label?: string
  /** Word on the button. */
  readonly action?: string
  readonly autoFocus?: boolean
  /** Off while a dialog takes scans of its own. */
  readonly listens?: boolean
  /** What can be scanned or typed, where it is not the usual. */
  readonly help?: string
  /** On a phone the camera is the way that is offered first: for people who have no scanner. */
  readonly cameraFirst?: boolean
}) {
  const { onScan, busy = false, label, action, autoFocus = false, listens = true, help, cameraFirst = false } = props
  const words = useScanWords()
  const [text, setText] = useState('')
  const [camera, setCamera] = useState(false)
  const [sound, setSoundOn] = useState(isSoundOn)
  const [nothingFound, setNothingFound] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  function take(code: string, source: ScanSource): void {
    const trimmed = code.trim()
    if (trimmed === '') return
    setText('')
    setNothingFound(false)
    onScan({ text: trimmed, source })
  }
  useWedge((code) => take(code, 'scanner'), listens && !camera)

  async function readPicture(file: File | null): Promise<void> {
    if (file === null) return
    const reader = openReader()
    try {
      const code = await reader.read(file).catch(() => undefined)
      if (code === undefined) setNothingFound(true)
      else take(code, 'picture')
    } finally {
      reader.close()
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    take(text, 'typed')
    // The next is typed at once; but where a phone's keyboard would cover the answer, it goes.
    if (cameraFirst) field.current?.blur()
    else field.current?.focus()
  }

  return (
    <Stack gap="xs">
      {cameraFirst && (
        <Button
          hiddenFrom="sm"
          size="lg"
          fullWidth
          mb="xs"
          leftSection={<IconCamera size={22} />}
          onClick={() => setCamera(true)}
        >
          {words.camera}
        </Button>
      )}
      <form onSubmit={submit}>
        <Group gap="xs" align="flex-end" wrap="wrap">
          <TextInput
            ref={field}
            label={label ?? words.label}
            description={help ?? words.help}
            placeholder={words.placeholder}
            leftSection={<IconScan size={20} />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            size="md"
            flex="1 1 260px"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            data-autofocus={autoFocus || undefined}
            data-scan-field
          />
          <Group gap="xs" wrap="nowrap">
            <Button type="submit" size="md" loading={busy}>
              {action ?? words.go}
            </Button>
            <ActionIcon
              {...(cameraFirst ? { visibleFrom: 'sm' } : {})}
              variant="default"
              size={42}
              onClick={() => setCamera(true)}
              aria-label={words.camera}
              title={words.camera}
            >
              <IconCamera size={20} />
            </ActionIcon>
            <FileButton accept="image/*" onChange={(file) => void readPicture(file)}>
              {(file) => (
                <ActionIcon variant="default" size={42} aria-label={words.picture} title={words.picture} {...file}>
                  <IconPhoto size={20} />
                </ActionIcon>
              )}
            </FileButton>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={42}
              aria-label={sound ? words.soundOn : words.soundOff}
              title={sound ? words.soundOn : words.soundOff}
              onClick={() => {
                setSound(!sound)
                setSoundOn(!sound)
              }}
            >
              {sound ? <IconVolume size={20} /> : <IconVolumeOff size={20} />}
            </ActionIcon>
          </Group>
        </Group>
      </form>
      {nothingFound && (
        <Alert
          color="yellow"
          role="alert"
          withCloseButton
          onClose={() => setNothingFound(false)}
          closeButtonLabel={words.close}
        >
          {words.pictureNothing}
        </Alert>
      )}
      {camera && (
        <Suspense>
          <CameraDialog
            onClose={() => setCamera(false)}
            onText={(code) => {
              setCamera(false)
              take(code, 'camera')
            }}
          />
        </Suspense>
      )}
    </Stack>
  )
}
