import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Gtin, parseGtin } from '@theriac/gs1'
import type { ProductData } from '@theriac/ledger'
import { packSizeOf } from './pack-size.ts'

/** A pack of the French public medicines database, ready to be registered. */
export interface Pack {
  /** Line of `CIS_CIP_bdpm.txt`, from 1. */
  readonly line: number
  readonly gtin: Gtin
  readonly data: ProductData
}

/** A row that was left out, or taken with a gap. */
export interface RowFault {
  readonly file: string
  readonly line: number
  readonly code: 'COLUMNS' | 'GTIN' | 'UNKNOWN_DRUG' | 'REPEATED_GTIN'
  readonly reason: string
}

/** What the folder's files held. */
export interface Bdpm {
  readonly packs: readonly Pack[]
  /** Rows that were left out. */
  readonly rejected: readonly RowFault[]
  /** Packs that are among `packs` although their drug is in no other row: their label is all that is known. */
  readonly incomplete: readonly RowFault[]
}

const files = { drugs: 'CIS_bdpm.txt', packs: 'CIS_CIP_bdpm.txt', substances: 'CIS_COMPO_bdpm.txt' } as const

interface Row {
  readonly line: number
  readonly columns: readonly string[]
}

/**
 * Reads the three files of the database (tab-separated, ISO-8859-1, no header; columns as its documentation at
 * base-donnees-publique.medicaments.gouv.fr lists them).
 *
 * @throws the file system's error when a file is missing
 */
export async function readBdpm(folder: string): Promise<Bdpm> {
  const read = async (file: string): Promise<Row[]> => rowsOf(await readFile(join(folder, file), 'latin1'))
  const [drugRows, packRows, substanceRows] = await Promise.all([
    read(files.drugs),
    read(files.packs),
    read(files.substances),
  ])
  const rejected: RowFault[] = []
  const incomplete: RowFault[] = []
  const complete = (file: string, rows: Row[], count: number): Row[] =>
    rows.filter(({ line, columns }) => {
      if (columns.length >= count) return true
      rejected.push({ file, line, code: 'COLUMNS', reason: `${columns.length} columns where ${count} are needed` })
      return false
    })

  const drugs = new Map(complete(files.drugs, drugRows, 12).map((row) => [row.columns[0], row.columns]))
  const substances = substancesByDrug(complete(files.substances, substanceRows, 8))
  const packs: Pack[] = []
  const lineOf = new Map<Gtin, number>()
  for (const { line, columns } of complete(files.packs, packRows, 7)) {
    const fault = (code: RowFault['code'], reason: string): RowFault => ({ file: files.packs, line, code, reason })
    const [cis = '', cip7 = '', label = '', , , , cip13 = ''] = columns
    const gtin = parseGtin(cip13)
    const drug = drugs.get(cis)
    if (!gtin.ok) {
      rejected.push(fault('GTIN', `CIP13 ${cip13}: ${gtin.reason.message}`))
    } else if (lineOf.has(gtin.value)) {
      rejected.push(fault('REPEATED_GTIN', `CIP13 ${cip13} stands on line ${lineOf.get(gtin.value)} too`))
    } else {
      if (!drug) incomplete.push(fault('UNKNOWN_DRUG', `no drug has the code ${cis}; named by its label`))
      lineOf.set(gtin.value, line)
      packs.push({ line, gtin: gtin.value, data: productOf(drug, label, cip7, substances.get(cis)) })
    }
  }
  return { packs, rejected, incomplete }
}

interface Substances {
  readonly names: readonly string[]
  readonly doses: readonly string[]
}

function productOf(
  drug: readonly string[] | undefined,
  label: string,
  cip7: string,
  substances: Substances | undefined,
): ProductData {
  const [, name = label, form = '', , , , , , , europeanNumber = '', holder = ''] = drug ?? []
  return {
    name: name.trim(),
    genericName: substances?.names.join(', ') ?? '',
    form: form.trim(),
    strength: substances?.doses.join(', ') ?? '',
    pack: label.trim(),
    maker: holder.trim(),
    storageConditions: '',
    atc: '',
    approvalNumber: europeanNumber.trim(),
    nationalCode: cip7,
    packSize: packSizeOf(label),
    levels: [],
  }
}

/** Active substances (nature SA) of each drug, each named once, with their doses. */
function substancesByDrug(rows: readonly Row[]): Map<string, Substances> {
  const found = new Map<string, Map<string, string>>()
  for (const { columns } of rows) {
    const [cis = '', , , substance = '', dose = '', , nature] = columns
    if (nature !== 'SA') continue
    const doses = found.get(cis) ?? new Map<string, string>()
    doses.set(substance.trim(), dose.trim())
    found.set(cis, doses)
  }
  return new Map(
    [...found].map(([cis, doses]) => [cis, { names: [...doses.keys()], doses: [...doses.values()].filter(Boolean) }]),
  )
}

function rowsOf(text: string): Row[] {
  return text
    .split('\n')
    .map((row, index) => ({ line: index + 1, columns: row.replace(/\r$/, '').split('\t') }))
    .filter(({ columns }) => columns.some((column) => column !== ''))
}
