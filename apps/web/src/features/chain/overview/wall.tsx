import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChainOverviewView } from '@theriac/api'
import { useEffect, useEffectEvent } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { useConsensus } from './consensus-note.tsx'
import { useFigures } from './figures.tsx'
import classes from './wall.module.css'
import { useOverviewWords } from './words.ts'

const most = 8

/** The chain on a wall: large figures, and the newest blocks as they are sealed. Left with Escape. */
export function Wall({ overview, onClose }: { readonly overview: ChainOverviewView; readonly onClose: () => void }) {
  const words = useOverviewWords()
  const format = useFormat()
  const { height, today, pending, blockTime, nodes } = useFigures(overview)
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
      <dl className={classes.figures}>
        <div className={classes.first}>
          <dt>{height[0]}</dt>
          <dd>{height[1]}</dd>
        </div>
        {[today, pending, blockTime, nodes].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {consensus && (
        <p className={classes.note} data-grave={consensus.isGrave || undefined}>
          {consensus.title}
        </p>
      )}
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
