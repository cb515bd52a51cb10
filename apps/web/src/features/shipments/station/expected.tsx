import { Button, Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ShipmentDetail } from '@theriac/api'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { useReceiveWords } from '../receive-words.ts'
import classes from '../shipments.module.css'
import { useShipmentWords } from '../words.ts'
import { type Arrived, arrivedOf, isCounted, looseKey, missingOf, withContainers } from './arrived.ts'
import type { ArrivedContainer } from './judge-scan.ts'
import { countMissing } from './missing/missing.ts'

/** What is expected, and how much of it was scanned; containers can be ticked, packs without serials counted. */
export function Expected(props: {
  readonly shipment: ShipmentDetail
  readonly arrived: Arrived
  readonly onChange: (arrived: Arrived) => void
  /** Counts what is in a container that is not complete. */
  readonly onCount: (container: ArrivedContainer) => void
}) {
  const { shipment, arrived, onChange, onCount } = props
  const words = useReceiveWords()
  const common = useShipmentWords()
  const names = new Map(shipment.lots.map((one) => [looseKey(one), one.productName]))
  return (
    <Section title={words.expectedGoods}>
      <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
        {shipment.containers.map((container) => {
          const { sscc, units } = container
          const isHere = arrived.containers.some((one) => one.sscc === sscc)
          const missing = countMissing(missingOf(arrived, sscc))
          const others = arrived.containers.filter((one) => one.sscc !== sscc)
          return (
            <li key={sscc} className={classes.line}>
              <Checkbox
                checked={isHere}
                aria-label={words.tick(sscc)}
                label={
                  <>
                    <Text component="span" ff="monospace">
                      {sscc}
                    </Text>
                    <Text component="span" size="sm" c="dimmed" display="block">
                      {words.container}
                    </Text>
                    {missing > 0 && (
                      <Text component="span" size="sm" fw={600} display="block">
                        {words.missingSum(missing)}
                      </Text>
                    )}
                  </>
                }
                onChange={() => onChange(withContainers(arrived, isHere ? others : [...others, container]))}
              />
              <div className={classes.count}>
                <Text>{common.packs(units)}</Text>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={words.countOf(sscc)}
                  onClick={() => onCount(container)}
                >
                  {words.countOne}
                </Button>
              </div>
            </li>
          )
        })}
        {shipment.loose.map((loose) => {
          const key = looseKey(loose)
          const done = arrivedOf(loose, arrived)
          return (
            <li key={key} className={classes.line}>
              <div>
                <Text fw={600}>{names.get(key) ?? loose.gtin}</Text>
                <Text size="sm" c="dimmed">
                  {common.lot} {loose.lot} · {words.loose}
                </Text>
              </div>
              {isCounted(loose) ? (
                <NumberInput
                  aria-label={words.quantity(loose.lot)}
                  value={done}
                  min={0}
                  max={loose.quantity}
                  clampBehavior="strict"
                  suffix={` / ${loose.quantity}`}
                  w={150}
                  onChange={(value) =>
                    onChange({ ...arrived, quantities: { ...arrived.quantities, [key]: Number(value) || 0 } })
                  }
                />
              ) : (
                <Group gap={6} wrap="nowrap" className={classes.count}>
                  {done === loose.quantity && <IconCheck size={18} aria-hidden />}
                  <Text>{words.of(done, loose.quantity)}</Text>
                </Group>
              )}
            </li>
          )
        })}
      </Stack>
      {shipment.containers.length >= 1000 && (
        <Text size="sm" c="dimmed" mt="sm">
          {words.moreContainers}
        </Text>
      )}
    </Section>
  )
}
