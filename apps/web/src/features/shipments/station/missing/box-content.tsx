import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ApiError } from '@theriac/api'
import type { Sscc } from '@theriac/gs1'
import { useRef, useState } from 'react'
import { client } from '../../../../core/api/client.ts'
import { apiQuery } from '../../../../core/api/query.ts'
import { readCode } from '../../../../core/scan/read-code.ts'
import { playVerdict } from '../../../../core/scan/sound.ts'
import { ScanBox } from '../../../../ui/scan/scan-box.tsx'
import { ErrorState, QueryView } from '../../../../ui/state/states.tsx'
import { useReceiveWords } from '../../receive-words.ts'
import classes from '../../shipments.module.css'
import { useShipmentWords } from '../../words.ts'
import { ScanVerdict, type StationVerdict } from '../scan-verdict.tsx'
import { type BoxCount, countMissing, foundOf, lotKey, type Missing, missingIn, nothingCounted } from './missing.ts'

/** Cases listed of a pallet. */
const most = 200

/** What is booked right in a container, against what is scanned out of it; and the containers in it. */
export function BoxContent(props: {
  readonly root: Sscc
  readonly sscc: Sscc
  readonly missing: readonly Missing[]
  readonly onMissing: (own: readonly Missing[]) => void
  readonly onOpen: (child: Sscc) => void
}) {
  const { root, sscc, missing, onMissing, onOpen } = props
  const words = useReceiveWords()
  const common = useShipmentWords()
  const [count, setCount] = useState(nothingCounted)
  const [verdict, setVerdict] = useState<StationVerdict>()
  // What scans that come faster than the screen must see of one another.
  const latest = useRef(count)
  const box = useQuery(apiQuery('packing', 'find', { params: { sscc } }))
  const children = useQuery(apiQuery('packing', 'children', { params: { sscc }, query: { limit: most } }))

  function change(next: BoxCount): void {
    latest.current = next
    setCount(next)
    onMissing(missingIn({ root, sscc }, box.data?.loose ?? [], next))
  }
  function tell(next: StationVerdict): void {
    setVerdict(next)
    playVerdict(next.kind === 'good' ? 'good' : 'warn')
  }
  const judge = useMutation({
    mutationFn: (scan: string) => packIn(scan, sscc),
    onSuccess(pack) {
      if (typeof pack === 'string') return tell({ kind: pack, what: '' })
      const { found } = latest.current
      const before = found[pack.key] ?? []
      const isNew = !before.includes(pack.index)
      if (isNew) change({ ...latest.current, found: { ...found, [pack.key]: [...before, pack.index] } })
      return tell({ kind: isNew ? 'good' : 'again', what: pack.serial })
    },
    onError() {
      playVerdict('bad')
      setVerdict(undefined)
    },
  })
  return (
    <QueryView query={box}>
      {({ loose, content }) => (
        <Stack>
          {loose.some(({ ranges }) => ranges.length > 0) && (
            <>
              <ScanBox
                label={words.countScan}
                action={words.countOne}
                busy={judge.isPending}
                onScan={({ text }) => judge.mutate(text)}
              />
              {judge.isError ? <ErrorState error={judge.error} /> : verdict && <ScanVerdict verdict={verdict} />}
            </>
          )}
          <ul className={classes.choices}>
            {(children.data?.items ?? []).map((child) => (
              <li key={child.sscc} className={classes.line}>
                <div>
                  <Text ff="monospace">{child.sscc}</Text>
                  <Text size="sm" c="dimmed">
                    {[common.packs(child.units), lacking(missing, child.sscc, words.missingSum)]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                </div>
                <Button variant="default" size="compact-md" onClick={() => onOpen(child.sscc)}>
                  {words.countOne}
                </Button>
              </li>
            ))}
            {loose.map((line) => (
              <li key={lotKey(line)} className={classes.line}>
                <div>
                  <Text fw={600}>{content.find((one) => lotKey(one) === lotKey(line))?.productName ?? line.gtin}</Text>
                  <Text size="sm" c="dimmed">{`${common.lot} ${line.lot}`}</Text>
                </div>
                {line.ranges.length > 0 ? (
                  <Text className={classes.count}>{words.of(foundOf(line, count), line.quantity)}</Text>
                ) : (
                  <Group gap="xs" wrap="nowrap">
                    <NumberInput
                      aria-label={words.quantity(line.lot)}
                      value={foundOf(line, count)}
                      min={0}
                      max={line.quantity}
                      clampBehavior="strict"
                      suffix={` / ${line.quantity}`}
                      w={150}
                      onChange={(value) =>
                        change({ ...count, counts: { ...count.counts, [lotKey(line)]: Number(value) || 0 } })
                      }
                    />
                  </Group>
                )}
              </li>
            ))}
          </ul>
        </Stack>
      )}
    </QueryView>
  )
}

function lacking(missing: readonly Missing[], sscc: Sscc, say: (count: number) => string): string | undefined {
  const count = countMissing(missing.filter((one) => one.sscc === sscc))
  return count > 0 ? say(count) : undefined
}

/** The pack that was scanned, where it is booked right in a container. */
async function packIn(scan: string, sscc: Sscc) {
  const { gtin, serial } = readCode(scan)?.summary ?? {}
  if (gtin === undefined || serial === undefined) return 'unreadable'
  try {
    const { holder, index, lot } = await client.units.find({ params: { gtin, serial } })
    return holder.sscc === sscc ? { key: lotKey({ gtin, lot: lot.lot }), index, serial } : 'notInBox'
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return 'notInBox'
    throw error
  }
}
