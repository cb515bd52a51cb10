import { Anchor, Box, Container, Group, Loader, Stack, Text, Title } from '@mantine/core'
import type { PublicPack } from '@theriac/api'
import { useEffect, useEffectEvent, useState } from 'react'
import { client } from '../core/api/client.ts'
import { usePlainFaultWords } from '../core/api/plain-faults.ts'
import { paths } from '../core/paths.ts'
import { playVerdict } from '../core/scan/sound.ts'
import { Brand } from '../ui/brand.tsx'
import { FaultAlert } from '../ui/form/fault-alert.tsx'
import { ColourSchemeSwitch, LanguageSwitch } from '../ui/preferences.tsx'
import { ScanBox } from '../ui/scan/scan-box.tsx'
import { CodeFields } from './code-fields.tsx'
import { PackAnswer } from './pack-answer.tsx'
import { toneOf } from './tone.ts'
import { useCheckWords } from './words.ts'

type Asked = Parameters<typeof client.publicLookUp.pack>[0]
type State =
  | { readonly at: 'start' }
  | { readonly at: 'asking' }
  | { readonly at: 'answered'; readonly pack: PublicPack }
  | { readonly at: 'failed'; readonly error: unknown }

/** A link that a pack carries (GS1 Digital Link) has brought somebody here: the address itself is the scan. */
const linked = (): string | undefined => (/^\/01\/\d{14}/.test(location.pathname) ? location.href : undefined)

/** The page for whoever holds a pack in the hand. */
export function CheckPage() {
  const words = useCheckWords()
  const faultOf = usePlainFaultWords()
  const [state, setState] = useState<State>({ at: 'start' })

  async function ask(query: NonNullable<NonNullable<Asked>['query']>): Promise<void> {
    setState({ at: 'asking' })
    try {
      const pack = await client.publicLookUp.pack({ query })
      const tone = toneOf(pack.verdict)
      if (tone !== 'info') playVerdict(tone)
      setState({ at: 'answered', pack })
    } catch (error) {
      setState({ at: 'failed', error })
    }
  }
  const askFirst = useEffectEvent(() => {
    const scan = linked()
    if (scan !== undefined) void ask({ scan })
  })
  useEffect(() => askFirst(), [])
  useEffect(() => {
    document.title = `${words.heading} · Theriac`
  }, [words.heading])

  return (
    <Box mih="100dvh">
      <Container size={760} py="md">
        <Group justify="space-between" component="header" wrap="nowrap">
          <Brand />
          <Group gap={4} wrap="nowrap">
            <LanguageSwitch />
            <ColourSchemeSwitch />
          </Group>
        </Group>
        <Stack component="main" gap="lg" mt="lg">
          <div>
            <Title order={1} fz={{ base: 26, sm: 32 }}>
              {words.heading}
            </Title>
            <Text c="dimmed" mt={4}>
              {words.intro}
            </Text>
          </div>
          <Box className="theriac-surface" p={{ base: 'md', sm: 'lg' }}>
            <ScanBox
              onScan={({ text }) => void ask({ scan: text })}
              busy={state.at === 'asking'}
              action={words.check}
              help={words.scanHelp}
              cameraFirst
            />
            <CodeFields onAsk={(query) => void ask(query)} />
          </Box>
          {state.at === 'asking' && <Loader aria-label={words.check} />}
          {state.at === 'failed' && <FaultAlert {...faultOf(state.error)} />}
          {state.at === 'answered' && <PackAnswer pack={state.pack} />}
        </Stack>
        <Group component="footer" justify="center" gap="lg" mt="xl">
          <Anchor href={paths.signIn} size="sm">
            {words.signIn}
          </Anchor>
          <Anchor href={paths.apply} size="sm">
            {words.apply}
          </Anchor>
          <Anchor href={paths.oversight} size="sm">
            {words.oversight}
          </Anchor>
        </Group>
      </Container>
    </Box>
  )
}
