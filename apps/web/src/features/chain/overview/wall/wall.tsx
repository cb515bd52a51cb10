import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChainOverviewView } from '@theriac/api'
import { useEffect, useEffectEvent } from 'react'
import { apiQuery } from '../../../../core/api/query.ts'
import { useFormat, useText } from '../../../../core/i18n/language-provider.tsx'
import { whyNotWords } from '../../frame/words.ts'
import { useConsensus } from '../consensus-note.tsx'
import { useFigures } from '../figures.tsx'
import { useOverviewWords } from '../words.ts'
import classes from './wall.module.css'
import { WallNodes } from './wall-nodes.tsx'

const most = 4

/** The chain on a wall: large figures, each node with its state, the newest blocks as they are sealed. Left with Escape. */
export function Wall(props: {
  readonly overview: ChainOverviewView
  /** When that was so, if the server does not answer any more. */
  readonly staleSince: string | undefined
  readonly onClose: () => void
}) {
  const { overview, staleSince, onClose } = props
  const words = useOverviewWords()
  const format = useFormat()
  const text = useText()
  const { height, today, pending, nodes } = useFigures(overview)
  // What tells at a glance whether it goes on.
  const newest = [words.lastBlock, format.relative(overview.headTime)] as const
  const consensus = useConsensus(overview)
  const blocks = useQuery(apiQuery('chain', 'blocks', { query: { limit: most } }))
  const close = useEffectEvent(onClose)
  useEffect(() => {
    // The browser takes Escape for itself while it fills the screen.
    const onChange = (): void => {
      if (document.fullscreenElement === null) close()
    }
    document.addEventListener('fullscreenchange', onChange)
    return () => {
      document.removeEventListener('fullscreenchange', onChange)
      if (document.fullscreenElement !== null) void document.exitFullscreen()
    }
  }, [])
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={words.title}
      closeButtonProps={{ 'aria-label': words.leaveWall }}
      classNames={{ body: classes.wall, content: classes.content, header: classes.header, title: classes.title }}
    >
      {staleSince !== undefined && (
        <p className={classes.note} data-kind="stale" role="alert">
          {words.stale(format.second(staleSince))}
        </p>
      )}
      {consensus && (
        <div
          className={classes.note}
          data-kind={consensus.kind}
          {...(consensus.kind === 'alone' ? {} : { role: 'alert' })}
        >
          <b>{consensus.title}</b>
          <span>{consensus.detail}</span>
        </div>
      )}
      <dl className={classes.figures}>
        <div className={classes.first}>
          <dt>{height[0]}</dt>
          <dd>{height[1]}</dd>
        </div>
        {[nodes, newest, today, pending].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <WallNodes nodes={overview.nodes} />
      {!overview.consensus.supported && <p className={classes.note}>{text(whyNotWords[overview.consensus.why])}</p>}
      <ol className={classes.blocks} aria-label={words.newest}>
        {blocks.data?.items.map(({ number, time, transactions }) => (
          <li key={number} className={classes.block}>
            <b>{format.number(number)}</b>
            <span>{words.blockOf(transactions)}</span>
            <time dateTime={time}>{format.second(time)}</time>
          </li>
        ))}
      </ol>
    </Modal>
  )
}
