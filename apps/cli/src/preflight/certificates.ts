import { type CertificateRead, readCertificates as read } from '@theriac/server'
import { CliError } from '../cli-error.ts'

/** A file of certificates, as it is told. */
export interface CertificateFile {
  readonly path: string
  /** Whom the first one is of. */
  readonly subject: string
  /** Last day of the one that runs out first, YYYY-MM-DD. */
  readonly until: string
}

const faults = {
  absent: ['there is no such file', 'Check the path.'],
  unreadable: ['it cannot be read', 'Check who may read it: the server must.'],
  no_certificate: [
    'it holds no certificate (X.509 in PEM or DER)',
    'Name the certificate, such as conf/ssl.crt of the node, and never its key.',
  ],
} as const

/** Reads files that are to be noted as certificates of nodes. Throws CliError CertificateUnfit. */
export async function readCertificates(paths: readonly string[]): Promise<readonly CertificateFile[]> {
  return Promise.all(
    paths.map(async (path) => {
      const inside: CertificateRead[] = []
      for (const one of await read([path])) {
        if ('fault' in one) {
          const [what, advice] = faults[one.fault]
          throw new CliError('CertificateUnfit', `--certificate ${path}: ${what}`, `Nothing was changed. ${advice}`)
        }
        inside.push(one)
      }
      const until = new Date(Math.min(...inside.map(({ validTo }) => validTo))).toISOString().slice(0, 10)
      return { path, subject: inside[0]?.subject ?? '', until }
    }),
  )
}
