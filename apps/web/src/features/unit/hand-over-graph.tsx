import { Box, Text, ThemeIcon } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type Icon, IconBuildingFactory2, IconBuildingStore, IconCircleCheck } from '@tabler/icons-react'
import { type Edge, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { useMemo } from 'react'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { statusOf } from '../../ui/words/status.ts'
import classes from './hand-over-graph.module.css'
import type { HandOvers, Stop } from './hand-overs.ts'
import { useUnitWords } from './words.ts'

interface Drawn extends Record<string, unknown> {
  readonly title: string
  readonly detail: string
  readonly kind: Stop['kind']
  readonly isExpected: boolean
  readonly isDown: boolean
}
type StopNode = Node<Drawn, 'stop'>

const icons: Readonly<Record<Stop['kind'], Icon>> = {
  maker: IconBuildingFactory2,
  holder: IconBuildingStore,
  end: IconCircleCheck,
}

const nodeTypes = { stop: StopBox }
/** Distances of stops, and room around them. */
const across = 380
const down = 130

/** Draws who handed the pack to whom: from left to right, on a phone from top to bottom. */
export default function HandOverGraph(props: {
  readonly handOvers: HandOvers
  readonly nameOf: (gln: string) => string
}) {
  const { handOvers, nameOf } = props
  const words = useUnitWords()
  const format = useFormat()
  const text = useText()
  const isDown = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const nodes = useMemo(
    () =>
      handOvers.stops.map(({ id, kind, gln, since, state }, place): StopNode => {
        const day = since === undefined ? undefined : format.day(since.slice(0, 10))
        const arrived = day === undefined ? words.expected : words.receivedOn(day)
        const detail = kind === 'holder' ? arrived : (day ?? '')
        return {
          id,
          type: 'stop',
          position: isDown ? { x: 0, y: place * down } : { x: place * across, y: 0 },
          data: {
            title: kind === 'end' && state !== undefined ? text(statusOf(state).words) : nameOf(gln),
            detail: kind === 'maker' ? `${words.made} · ${detail}` : detail,
            kind,
            isExpected: kind === 'holder' && place > 0 && since === undefined,
            isDown,
          },
        }
      }),
    [handOvers, nameOf, words, format, text, isDown],
  )
  const edges = useMemo(
    () =>
      handOvers.handOvers.map(
        ({ id, from, to, number }): Edge => ({
          id,
          source: from,
          target: to,
          markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--mantine-color-dimmed)', width: 18, height: 18 },
          ...(number === undefined ? {} : { label: words.shipment(number) }),
        }),
      ),
    [handOvers, words],
  )
  const label = words.graphLabel(nodes.map(({ data }) => data.title).join(' → '))
  return (
    <Box
      component="figure"
      m={0}
      className={classes.frame}
      h={isDown ? nodes.length * down + 40 : 240}
      aria-label={label}
    >
      <ReactFlow
        key={isDown ? 'down' : 'across'}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        minZoom={0.3}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        preventScrolling={false}
        zoomOnScroll={false}
        panOnDrag={!isDown}
      />
    </Box>
  )
}

function StopBox({ data: { title, detail, kind, isExpected, isDown } }: NodeProps<StopNode>) {
  const StopIcon = icons[kind]
  return (
    <div className={isExpected ? `${classes.stop} ${classes.expected}` : classes.stop}>
      <Handle
        type="target"
        position={isDown ? Position.Top : Position.Left}
        className={classes.port ?? ''}
        isConnectable={false}
      />
      <ThemeIcon variant="light" color={kind === 'end' ? 'gray' : 'balm'} radius="xl" size={34}>
        <StopIcon size={18} aria-hidden />
      </ThemeIcon>
      <div>
        <Text size="sm" fw={600} lh={1.25}>
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {detail}
        </Text>
      </div>
      <Handle
        type="source"
        position={isDown ? Position.Bottom : Position.Right}
        className={classes.port ?? ''}
        isConnectable={false}
      />
    </div>
  )
}
