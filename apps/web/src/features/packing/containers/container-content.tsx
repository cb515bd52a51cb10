import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import type { Sscc } from '@theriac/gs1'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { ProblemAlert } from '../../../ui/form/problem-alert.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import classes from '../packing.module.css'
import { usePackingWords } from '../words.ts'
import type { ContainerDetail } from './container-detail.ts'
import { Tree } from './tree.tsx'
import { useContainerWords } from './words.ts'

/** Serials shown. */
const mostSerials = 20

/** What is in a container: as a tree, by lot, and the serials where they are known. */
export function ContainerContent({ container }: { readonly container: ContainerDetail }) {
  const words = useContainerWords()
  const format = useFormat()
  const { sscc, children, content, loose } = container
  const serials = loose.flatMap(({ gtin, serials: list = [] }) => list.map(({ serial }) => ({ gtin, serial })))
  return (
    <>
      <Section title={words.content}>
        {children > 0 ? <Children container={container} /> : <Tree sscc={sscc} />}
      </Section>
      {children > 0 && content.length > 0 && (
        <Section title={words.byLot}>
          <ul className={classes.list}>
            {content.map(({ gtin, lot, productName, expiry, units }) => (
              <li key={`${gtin} ${lot}`} className={classes.line}>
                <div>
                  <Text fw={600}>{productName}</Text>
                  <Text size="sm" c="dimmed">
                    <AppLink to={paths.lot(gtin, lot)} inherit underline="always">
                      {words.lot(lot)}
                    </AppLink>
                    {` · ${words.until(format.day(expiry))}`}
                  </Text>
                </div>
                <Text className={classes.count}>{words.count(units)}</Text>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {serials.length > 0 && (
        <Section title={words.loosePacks}>
          <Group gap="md">
            {serials.slice(0, mostSerials).map(({ gtin, serial }) => (
              <AppLink key={`${gtin} ${serial}`} to={paths.unit(gtin, serial)} ff="monospace">
                {serial}
              </AppLink>
            ))}
            {serials.length > mostSerials && (
              <Text size="sm" c="dimmed">
                {words.moreSerials(serials.length - mostSerials)}
              </Text>
            )}
          </Group>
        </Section>
      )}
    </>
  )
}

/** Containers right inside, which can be ticked and taken out. */
function Children({ container }: { readonly container: ContainerDetail }) {
  const words = useContainerWords()
  const packing = usePackingWords()
  const may = useMay()
  const { institution } = useSession()
  const { sscc, root } = container
  const [ticked, setTicked] = useState<readonly Sscc[]>([])
  const [fault, setFault] = useState<unknown>()
  const takeOut = useJob(
    (children: readonly Sscc[], call) =>
      client.packing.denest({ body: { parent: sscc, children: [...children] }, ...call }),
    {
      done: (_job, children) => words.takenOff(children.length),
      undo: (_job, call, children) => client.packing.nest({ body: { parent: sscc, children: [...children] }, ...call }),
    },
  )
  const isOwn = root.gln === institution.gln && root.kind !== 'shipment' && may('packing.denest')

  async function send(): Promise<void> {
    setFault(undefined)
    try {
      await takeOut.run(ticked)
      setTicked([])
    } catch (error) {
      setFault(error)
    }
  }
  if (!isOwn) return <Tree sscc={sscc} />
  return (
    <Stack>
      <Tree
        sscc={sscc}
        markOf={(child) => (
          <Checkbox
            aria-label={child.sscc}
            checked={ticked.includes(child.sscc)}
            disabled={takeOut.running}
            onChange={({ currentTarget: { checked } }) =>
              setTicked((before) => (checked ? [...before, child.sscc] : before.filter((one) => one !== child.sscc)))
            }
          />
        )}
      />
      {fault !== undefined && <ProblemAlert error={fault} />}
      {ticked.length > 0 && (
        <Button loading={takeOut.running} onClick={() => void send()} style={{ alignSelf: 'flex-start' }}>
          {`${packing.out}: ${words.containers(ticked.length)}`}
        </Button>
      )}
    </Stack>
  )
}
