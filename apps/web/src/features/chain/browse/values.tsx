import { useText } from '../../../core/i18n/language-provider.tsx'
import { Identifier } from '../../../ui/identifier.tsx'
import { argumentWords } from '../words/argument-words.ts'
import classes from './browse.module.css'
import { useBrowseWords } from './words.ts'

type Values = Readonly<Record<string, unknown>>

/** What a function was given, or an event tells: each value by its name, lists that can be opened. */
export function Values({ values }: { readonly values: Values }) {
  const text = useText()
  return (
    <dl className={classes.values}>
      {Object.entries(values).map(([name, value]) => (
        <div key={name}>
          <dt title={name}>{text(argumentWords(name))}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ value }: { readonly value: unknown }) {
  const words = useBrowseWords()
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') {
    // What was left out is all zeros on the chain.
    if (/^0x0+$/.test(value)) return '–'
    return /^0x[0-9a-f]{40,}$/i.test(value) ? <Identifier value={value} most={20} /> : value || '–'
  }
  if (typeof value !== 'object' || value === null) return String(value ?? '–')
  if (!Array.isArray(value)) return <Values values={value as Values} />
  if (value.length === 0) return '–'
  const packs = packsIn(value)
  const told = packs === undefined ? words.entries(value.length) : words.packs(packs, words.wordsOf(value.length))
  return (
    <details>
      <summary>{told}</summary>
      <pre className={classes.raw}>{JSON.stringify(value, undefined, 1)}</pre>
    </details>
  )
}

/** Packs of a list of words, each with a bit for each of 256 packs; undefined for any other list. */
function packsIn(list: readonly unknown[]): number | undefined {
  let packs = 0
  for (const one of list) {
    if (typeof one !== 'object' || one === null || !('mask' in one) || !('word' in one)) return undefined
    for (let mask = BigInt(String(one.mask)); mask > 0n; mask &= mask - 1n) packs++
  }
  return packs
}
