import { extname } from 'node:path'
import { writeText } from '../data-folder.ts'
import type { Bdpm, RowFault } from './read.ts'
import type { Registration } from './register.ts'

/** A row that was not taken as it stands, and why. */
interface ReportRow {
  readonly file: string
  readonly line: number
  /** `GTIN`, `COLUMNS` and the like, or the ledger's own name of its refusal. */
  readonly code: string
  readonly reason: string
}

/** What an import did. */
export interface ImportReport {
  readonly folder: string
  readonly dryRun: boolean
  /** Packs in the files that can be registered. */
  readonly packs: number
  readonly registered: number
  /** Packs that the ledger knew before. */
  readonly known: number
  /** Rows that were left out, by the files' order. */
  readonly rejected: readonly ReportRow[]
  /** Rows that were taken with a gap. */
  readonly incomplete: readonly ReportRow[]
  readonly seconds: number
}

/** Puts the report together. */
export function reportOf(
  folder: string,
  { packs, rejected, incomplete }: Bdpm,
  done: Registration | undefined,
  seconds: number,
): ImportReport {
  const refused = (done?.refused ?? []).map(({ pack, name, reason }) => ({
    file: packFile,
    line: pack.line,
    code: name,
    reason: `GTIN ${pack.gtin}: ${reason}`,
  }))
  return {
    folder,
    dryRun: done === undefined,
    packs: packs.length,
    registered: done?.registered ?? 0,
    known: done?.known ?? 0,
    rejected: [...rejected.map(rowOf), ...refused].sort(inOrder),
    incomplete: incomplete.map(rowOf).sort(inOrder),
    seconds,
  }
}

/** Writes the report: JSON where the file is named so, else tab-separated rows. */
export async function writeReport(path: string, report: ImportReport): Promise<void> {
  const isJson = extname(path).toLowerCase() === '.json'
  await writeText(path, isJson ? `${JSON.stringify(report, null, 2)}\n` : tsvOf(report), 0o644)
}

const packFile = 'CIS_CIP_bdpm.txt'

const rowOf = ({ file, line, code, reason }: RowFault): ReportRow => ({ file, line, code, reason })

const inOrder = (a: ReportRow, b: ReportRow): number => a.file.localeCompare(b.file) || a.line - b.line

function tsvOf({ rejected, incomplete }: ImportReport): string {
  const rows = [
    ...rejected.map((row) => ['rejected', row] as const),
    ...incomplete.map((row) => ['taken with a gap', row] as const),
  ].map(([result, { file, line, code, reason }]) => [result, file, line, code, reason.replace(/\s+/g, ' ')].join('\t'))
  return `${['result\tfile\tline\tcode\treason', ...rows].join('\n')}\n`
}
