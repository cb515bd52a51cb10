import { useLocation } from '@tanstack/react-router'
import { useText } from '../../core/i18n/language-provider.tsx'
import { PlainLink } from '../../ui/app-link.tsx'
import classes from './bottom-bar.module.css'
import { useNav } from './use-nav.ts'
import { useShellWords } from './words.ts'

/** More do not fit under a thumb. */
const most = 4

/** On a phone: the pages that are used most. */
export function BottomBar() {
  const words = useShellWords()
  const text = useText()
  const { pathname } = useLocation()
  const entries = useNav()
    .flatMap((part) => part.entries)
    .filter(({ nav }) => nav.onPhone)
    .slice(0, most)
  return (
    <nav aria-label={words.bottom} className={classes.bar}>
      {entries.map(({ page, nav: { icon: Icon } }) => (
        <PlainLink key={page.path} to={page.path} className={classes.entry} data-active={pathname === page.path}>
          <Icon size={22} stroke={1.6} aria-hidden />
          {text(page.title)}
        </PlainLink>
      ))}
    </nav>
  )
}
