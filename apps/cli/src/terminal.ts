import type { ReadStream, WriteStream } from 'node:tty'

/** Where the program is used from. */
export interface Terminal {
  /** What was asked for. */
  out(text?: string): void
  /** What goes beside it: progress, warnings, faults. */
  note(text: string): void
  readonly colours: boolean
  /** For a progress bar; undefined where no person watches. */
  readonly screen: WriteStream | undefined
  /** For questions; undefined where nobody can answer. */
  readonly keyboard: ReadStream | undefined
}

/** The terminal of this process. */
export function processTerminal(noColour: boolean): Terminal {
  const { stdin, stdout, stderr } = process
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // Whoever read it has gone, as `| head` does; what the command does goes on.
      if (error.code !== 'EPIPE') throw error
    })
  }
  return {
    out: (text = '') => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    colours: stdout.isTTY === true && !noColour,
    screen: stderr.isTTY === true ? stderr : undefined,
    keyboard: stdin.isTTY === true && stderr.isTTY === true ? stdin : undefined,
  }
}

/** Text in colour, where colours are wanted. */
export function paint(colours: boolean) {
  const in_ = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text)
  return { bold: in_(1), dim: in_(2), red: in_(31), green: in_(32), yellow: in_(33), cyan: in_(36) }
}
