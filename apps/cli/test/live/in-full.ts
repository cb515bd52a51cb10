/** Frames of the stack that say where it was. */
const frames = 4
const longest = 600

/** All that an error and its causes tell, with codes and data: which call failed, and what was answered. */
export function inFull(error: unknown): readonly string[] {
  const stack = error instanceof Error ? (error.stack ?? '').split('\n') : []
  return [...told(error), ...stack.filter((line) => /^\s+at /.test(line)).slice(0, frames)]
}

function told(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [short(error)]
  const { name, message, cause } = error
  const lines = message.trimEnd().split('\n')
  const more = { ...error } as Readonly<Record<string, unknown>>
  const details = ['code', 'data', 'details', 'advice'].flatMap((key) =>
    more[key] === undefined ? [] : [`  ${key}: ${short(more[key])}`],
  )
  const causes = error instanceof AggregateError ? error.errors : cause === undefined ? [] : [cause]
  const [first = '', ...others] = lines
  return [`${name}: ${first}`, ...others, ...details, ...causes.flatMap((one) => told(one).map((line) => `  ${line}`))]
}

/** A transaction is long, and says nothing to a person. */
function short(value: unknown): string {
  const text =
    typeof value === 'string'
      ? value
      : (JSON.stringify(value, (_, part) =>
          typeof part === 'bigint' ? String(part) : part instanceof Error ? told(part) : part,
        ) ?? String(value))
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text
}
