/** How a verdict sounds: whoever looks at the shelf hears what came of a scan. */
export type Verdict = 'good' | 'warn' | 'bad'
