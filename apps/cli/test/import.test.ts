import { watch } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Gtin, parseGtin } from '@theriac/gs1'
import { createReads } from '@theriac/ledger'
import { beforeAll, expect, test } from 'vitest'
import { readDeployment } from '../src/contracts-file.ts'
import { requireDataFolder } from '../src/data-folder.ts'
import { connect } from '../src/open-group.ts'
import { cip13, drug, drugName, type PackRow, writeSample } from './bdpm-sample.ts'
import { codeOf, done, passphrase, run, start, work } from './cli-process.ts'

const data = join(work, 'import')
const label = 'plaquette(s) thermoformée(s) de 30 comprimé(s)'
const pack = (n: number, cis = drug): PackRow => ({ cis, label, cip13: cip13(n) })
const bad = `${cip13(7).slice(0, 12)}${(Number(cip13(7)[12]) + 1) % 10}`

/** Another process and two imports. */
const killed = { timeout: 60_000 }

const importFrom = (folder: string, ...more: string[]): string[] => [
  'import',
  'products',
  '--format',
  'bdpm',
  folder,
  '--data',
  data,
  ...more,
]

let sample = ''
beforeAll(async () => {
  await done('init', '--data', data)
  await done('deploy', '--data', data)
  sample = await writeSample(join(work, 'bdpm'), [
    pack(1),
    pack(2),
    { ...pack(7), cip13: bad },
    `${drug}\t1234567`,
    pack(1),
    pack(3, '69999999'),
    '',
    { ...pack(4), cip13: '34009x0000046' },
  ])
})

test('a dry run tells every rejected row with file, line and reason, and changes nothing', async () => {
  const report = join(work, 'dry.tsv')
  const text = await done(...importFrom(sample, '--dry-run', '--report', report))
  expect(text).toContain('Dry run: 3 packs could be registered; nothing was changed.')
  const expected = [
    ['rejected', 'CIS_bdpm.txt', '2', 'COLUMNS', '2 columns where 12 are needed'],
    ['rejected', 'CIS_CIP_bdpm.txt', '3', 'GTIN', expect.stringMatching(/the check digit of \d+ should be \d/)],
    ['rejected', 'CIS_CIP_bdpm.txt', '4', 'COLUMNS', '2 columns where 7 are needed'],
    ['rejected', 'CIS_CIP_bdpm.txt', '5', 'REPEATED_GTIN', `CIP13 ${cip13(1)} stands on line 1 too`],
    ['rejected', 'CIS_CIP_bdpm.txt', '8', 'GTIN', expect.stringContaining('digits only')],
    ['taken with a gap', 'CIS_CIP_bdpm.txt', '6', 'UNKNOWN_DRUG', expect.stringContaining('69999999')],
  ]
  const [head, ...rows] = (await readFile(report, 'utf8')).trimEnd().split('\n')
  expect(head).toBe('result\tfile\tline\tcode\treason')
  const cells = rows.map((row) => row.split('\t'))
  for (const row of expected) expect(cells).toContainEqual(row)
  expect(cells).toHaveLength(expected.length)
  for (const row of cells.slice(0, 5)) expect(text).toContain(`${row[1]}:${row[2]}  ${row[3]}`)
  expect(JSON.parse(await done('status', '--data', data, '--json', '--count')).products).toBe(0)
})

test('good rows are registered with their texts in full; a second run registers nothing again', async () => {
  const report = join(work, 'import.json')
  expect(await done(...importFrom(sample, '--report', report))).toContain('Registered 3 packs; 0 were known already')
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ packs: 3, registered: 3, known: 0, dryRun: false })

  const before = JSON.parse(await done('status', '--data', data, '--json', '--count'))
  expect(before).toMatchObject({ products: 3, institutions: [{}, { name: 'Imported master data', status: 'active' }] })
  expect(await done(...importFrom(sample))).toContain('Registered 0 packs; 3 were known already')
  const after = JSON.parse(await done('status', '--data', data, '--json', '--count'))
  expect(after).toMatchObject({ products: 3, height: before.height })

  const { product, productData } = await readProduct(1)
  expect(product).toMatchObject({ owner: '9520000009007', status: 'active', packSize: 30 })
  expect(productData).toMatchObject({
    name: drugName,
    genericName: 'ÉRYTHROMYCINE, PARACÉTAMOL',
    strength: '500 mg, 20 mg',
    maker: 'LABORATOIRES ÉTÉ',
    approvalNumber: 'EU/1/00/129',
    pack: label,
  })
  expect((await readProduct(3)).productData?.name).toBe(label)
})

test('an institution that may not register products is told why', async () => {
  expect(codeOf(await run(...importFrom(sample, '--gln', '9520000000110')))).toBe('KeyMissing')
  await done('enrol', '--data', data, '--kind', 'pharmacy', '--gln', '9520000000318', '--name', 'Market')
  const refused = await run(...importFrom(sample, '--gln', '9520000000318'))
  expect(codeOf(refused)).toBe('NotAdmitted')
  expect(refused.stderr).toContain('pharmacy, active')
})

test('a good row that the ledger cannot hold is told, the others are registered, and the import fails', async () => {
  const huge = await writeSample(join(work, 'huge'), [pack(21), { ...pack(22), label: '99999999999 comprimé(s)' }])
  const ended = await run(...importFrom(huge))
  expect(ended.stdout).toMatch(/rejected {2}CIS_CIP_bdpm.txt:2 {2}FieldInvalid {2}GTIN/)
  expect(ended.stdout).toContain('Registered 1 packs')
  expect(ended.code).toBe(1)
  expect(codeOf(ended)).toBe('ImportIncomplete')
})

test('missing material and a report that cannot be written are told before anything is done', async () => {
  const missing = await run(...importFrom(join(work, 'nothing-here')))
  expect(codeOf(missing)).toBe('ImportMaterialMissing')
  expect(missing.stderr).toMatch(/CIS_\w+\.txt cannot be read/)
  expect(codeOf(await run(...importFrom(sample, '--report', join(work, 'no', 'report.tsv'))))).toBe('BadUsage')
  await writeFile(join(work, 'a-file'), '')
  expect(codeOf(await run(...importFrom(join(work, 'a-file'))))).toBe('ImportMaterialMissing')
})

test('an import killed in the middle goes on where it was, and nothing is registered twice', killed, async () => {
  const count = 600
  const many = await writeSample(
    join(work, 'many'),
    Array.from({ length: count }, (_, n) => pack(1_000 + n)),
  )
  const journal = join(data, 'journal', 'acts.log')
  const before = (await stat(journal)).size
  const first = start(importFrom(many), { THERIAC_PASSPHRASE: passphrase })
  // Stored acts are the sign that it is at work.
  const watcher = watch(join(data, 'journal'), async () => {
    const size = await stat(journal).then(
      (entry) => entry.size,
      () => 0,
    )
    if (size > before + 200_000) first.child.kill('SIGKILL')
  })
  expect((await first.ended).signal).toBe('SIGKILL')
  watcher.close()
  const left = JSON.parse(await done('status', '--data', data, '--json', '--count'))
  expect(left.products).toBeLessThan(4 + count)
  expect(left.journal.open).toBeGreaterThan(0)

  await done(...importFrom(many))
  const right = JSON.parse(await done('status', '--data', data, '--json', '--count'))
  expect(right).toMatchObject({ products: 4 + count, journal: { state: 'closed', open: 0 } })
})

async function readProduct(n: number) {
  const folder = await requireDataFolder(data)
  const deployment = await readDeployment(folder)
  const gtin = parseGtin(cip13(n))
  if (!deployment || !gtin.ok) throw new TypeError('nothing to read')
  const connection = await connect(folder, undefined)
  try {
    const { catalogue } = createReads(connection.endpoint.client, deployment.addresses)
    const key: Gtin = gtin.value
    return { product: await catalogue.product(key), productData: await catalogue.productData(key) }
  } finally {
    await connection.close()
  }
}
