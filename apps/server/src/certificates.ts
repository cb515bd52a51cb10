import { X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'

/** A certificate out of a file that the settings name. */
export interface CertificateRead {
  /** Name of the file, without its folder. */
  readonly file: string
  /** Whom it is of, as one line: `CN=node0, O=Nordwerk`. */
  readonly subject: string
  readonly issuer: string
  /** Unix milliseconds. */
  readonly validFrom: number
  readonly validTo: number
}

/** A file that is not there, or holds no certificate. */
export interface CertificateFault {
  readonly file: string
  readonly fault: 'absent' | 'unreadable' | 'no_certificate'
}

/** Longer than any chain of certificates; what is longer is something else. */
const longestFile = 1024 * 1024
const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * Reads certificates of nodes anew, as they are replaced while the server runs. A file holds one in DER, or one or several in
 * PEM (RFC 7468), such as a certificate with those that vouch for it.
 */
export async function readCertificates(
  paths: readonly string[],
): Promise<readonly (CertificateRead | CertificateFault)[]> {
  return (await Promise.all(paths.map(readOne))).flat()
}

async function readOne(path: string): Promise<readonly (CertificateRead | CertificateFault)[]> {
  const file = basename(path)
  let bytes: Buffer
  try {
    if ((await stat(path)).size > longestFile) return [{ file, fault: 'no_certificate' }]
    bytes = await readFile(path)
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return [{ file, fault: isAbsent ? 'absent' : 'unreadable' }]
  }
  try {
    const parts: readonly (string | Buffer)[] = bytes.toString('latin1').match(pem) ?? [bytes]
    return parts.map((part) => {
      const { subject, issuer, validFrom, validTo } = new X509Certificate(part)
      return {
        file,
        subject: lineOf(subject),
        issuer: lineOf(issuer),
        validFrom: Date.parse(validFrom),
        validTo: Date.parse(validTo),
      }
    })
  } catch {
    return [{ file, fault: 'no_certificate' }]
  }
}

const lineOf = (name: string): string => name.replaceAll('\n', ', ')
