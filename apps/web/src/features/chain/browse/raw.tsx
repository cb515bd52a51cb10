import classes from './browse.module.css'
import { useBrowseWords } from './words.ts'

/** Something as the server tells it, for who wants to see all of it. */
export function Raw({ value }: { readonly value: unknown }) {
  const words = useBrowseWords()
  return (
    <details className={classes.event}>
      <summary>{words.raw}</summary>
      {/* It scrolls with the keyboard, too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: else nobody without a mouse reads its end */}
      <pre className={classes.raw} tabIndex={0}>
        {JSON.stringify(value, undefined, 2)}
      </pre>
    </details>
  )
}
