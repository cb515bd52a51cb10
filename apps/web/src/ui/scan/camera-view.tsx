import { Alert, Box, Text } from '@mantine/core'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { openReader } from '../../core/scan/reader.ts'
import { useScanWords } from './words.ts'

type State = 'waiting' | 'running' | 'denied' | 'none'

/** Widest picture that is looked at: enough for a code, and quick on a phone. */
const mostPixels = 960

/** Shows the camera and tells the first code that is seen. */
export function CameraView({ onText }: { readonly onText: (text: string) => void }) {
  const words = useScanWords()
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<State>('waiting')
  const found = useEffectEvent(onText)

  useEffect(() => {
    const stop = new AbortController()
    watch(video.current, stop.signal, setState).then(
      (text) => text !== undefined && found(text),
      (error: unknown) => setState((error as Error).name === 'NotAllowedError' ? 'denied' : 'none'),
    )
    return () => stop.abort()
  }, [])

  if (state === 'denied' || state === 'none') {
    return <Alert color="yellow">{state === 'denied' ? words.cameraDenied : words.cameraNone}</Alert>
  }
  return (
    <Box>
      <video
        ref={video}
        muted
        playsInline
        aria-label={words.cameraTitle}
        style={{ width: '100%', borderRadius: 12, background: '#000000', aspectRatio: '4 / 3', objectFit: 'cover' }}
      />
      <Text size="sm" c="dimmed" mt="xs" role="status">
        {state === 'waiting' ? words.cameraWait : words.cameraTitle}
      </Text>
    </Box>
  )
}

/** Looks at the camera's pictures, one after the other, until there is a code in one or it is stopped. */
async function watch(
  video: HTMLVideoElement | null,
  signal: AbortSignal,
  tell: (state: State) => void,
): Promise<string | undefined> {
  if (video === null) return undefined
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
  })
  const reader = openReader()
  const end = (): void => {
    for (const track of stream.getTracks()) track.stop()
    reader.close()
  }
  try {
    if (signal.aborted) return undefined
    video.srcObject = stream
    await video.play()
    tell('running')
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d', { willReadFrequently: true })
    while (!signal.aborted && context !== null) {
      const scale = Math.min(1, mostPixels / Math.max(video.videoWidth, 1))
      canvas.width = Math.max(1, Math.round(video.videoWidth * scale))
      canvas.height = Math.max(1, Math.round(video.videoHeight * scale))
      context.drawImage(video, 0, 0, canvas.width, canvas.height)
      const text = await reader.read(context.getImageData(0, 0, canvas.width, canvas.height))
      if (text !== undefined) return text
      await new Promise(requestAnimationFrame)
    }
    return undefined
  } finally {
    end()
  }
}
