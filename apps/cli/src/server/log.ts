import { type Logger, pino } from 'pino'
import type { Terminal } from '../terminal.ts'

/** Fields that must not be written, wherever they stand in what is logged. */
const secrets = ['password', 'secret', 'token', 'authorization', 'cookie', 'csrfToken', 'passphrase']

/**
 * The server's log: JSON lines on stderr, for whatever gathers them. A person at a terminal sees only what is wrong.
 */
export function createLog({ screen }: Terminal): Logger {
  const redact = { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' }
  return pino({ level: screen ? 'warn' : 'info', base: {}, redact }, pino.destination({ fd: 2, sync: false }))
}
