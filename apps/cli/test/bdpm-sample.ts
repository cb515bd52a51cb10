import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkDigit } from '@theriac/gs1'

/** A row of `CIS_CIP_bdpm.txt`. */
export interface PackRow {
  readonly cis: string
  readonly label: string
  readonly cip13: string
}

/** GTIN-13 number `n` under the prefix that CIP13 has. */
export function cip13(n: number): string {
  const body = `34009${String(n).padStart(7, '0')}`
  return `${body}${checkDigit(body)}`
}

/** A drug with an accent in its name and holder, and two substances. */
export const drug = '60000001'
export const drugName = 'ÉRYTHROMÉDICAMENT 500 mg, comprimé pelliculé'

/** Writes a database of one drug with these packs, as its publisher does: tab-separated, ISO-8859-1, CRLF. */
export async function writeSample(folder: string, packs: readonly (PackRow | string)[]): Promise<string> {
  await mkdir(folder, { recursive: true })
  const write = (name: string, rows: readonly (readonly string[] | string)[]): Promise<void> => {
    const lines = rows.map((row) => (typeof row === 'string' ? row : row.join('\t')))
    return writeFile(join(folder, name), Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'))
  }
  const state = ['Autorisation active', 'Procédure nationale', 'Commercialisée', '01/01/1997', '', 'EU/1/00/129']
  await write('CIS_bdpm.txt', [
    [drug, drugName, 'comprimé pelliculé', 'orale', ...state, ' LABORATOIRES ÉTÉ', 'Non'],
    '60000009\ttoo short',
  ])
  const substance = (name: string, dose: string, nature: string): string[] => [
    drug,
    'comprimé',
    '00001',
    name,
    dose,
    'un comprimé',
    nature,
    '1',
  ]
  await write('CIS_COMPO_bdpm.txt', [
    substance('ÉRYTHROMYCINE', '500 mg', 'SA'),
    substance('BASE', '1 mg', 'FT'),
    substance('PARACÉTAMOL', '20 mg', 'SA'),
  ])
  await write(
    'CIS_CIP_bdpm.txt',
    packs.map((pack) => {
      if (typeof pack === 'string') return pack
      const { cis, label, cip13 } = pack
      return [cis, cip13.slice(5, 12), label, 'Présentation active', 'Déclaration', '01/01/2000', cip13, 'oui']
    }),
  )
  return folder
}
