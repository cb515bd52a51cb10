import { Link, useLocation, useMatches } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useText } from '../../core/i18n/language-provider.tsx'
import { useMay } from '../../core/session/session.ts'
import { pages } from '../pages.ts'
import classes from './subject-pages.module.css'
import { useShellWords } from './words.ts'

/** Links to the pages of the current page's subject; nothing where it has none. */
export function SubjectPages() {
  const words = useShellWords()
  const text = useText()
  const may = useMay()
  const list = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // On a phone not all fit: the one that is open is brought into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another link
  useEffect(() => {
    const open = list.current?.querySelector<HTMLElement>('[aria-current]')
    if (list.current && open)
      list.current.scrollLeft = open.offsetLeft - (list.current.clientWidth - open.clientWidth) / 2
  }, [pathname])
  const subject = useMatches().at(-1)?.staticData.page?.subject?.of
  if (subject === undefined) return null
  const links = pages
    .flatMap(({ path, title, access, subject: its }) =>
      its?.of === subject && its.place !== undefined && (access === undefined || may(access))
        ? [{ path, place: its.place, label: its.label ?? title }]
        : [],
    )
    .sort((a, b) => a.place - b.place)
  return (
    <nav ref={list} aria-label={words.subject} className={classes.pages}>
      {links.map(({ path, label }, at) => (
        // All others are below the first.
        <Link key={path} to={path as never} className={classes.page} activeOptions={{ exact: at === 0 }}>
          {text(label)}
        </Link>
      ))}
    </nav>
  )
}
