import { type ChainAlertRule, chainAlertRules } from '@theriac/api'
import { describe, expect, test } from 'vitest'
import { judge, type OpenAlert } from '../../src/monitoring/judge.ts'
import { rollUp } from '../../src/monitoring/roll-up.ts'
import { ruleDefinitions } from '../../src/monitoring/rules.ts'
import type { Measures, Sample } from '../../src/monitoring/sample.ts'

const minute = 60_000
const start = Date.parse('2026-11-27T10:00:00Z')
const node = '0x52908400098527886e0f7030069857d2e4169ee7'

const standard = Object.fromEntries(
  chainAlertRules.map((rule) => [rule, { enabled: true, threshold: ruleDefinitions[rule].threshold }]),
) as Record<ChainAlertRule, { enabled: boolean; threshold: number }>

/** Samples a minute apart, in which everything is well but for what is given. */
const minutes = (...list: readonly (Partial<Omit<Sample, 'measures'>> & { measures?: Measures })[]): Sample[] =>
  list.map(({ measures, ...rest }, i) => ({
    time: start + i * minute,
    answers: true,
    view: null,
    indexed: 10,
    nodes: [{ address: node, isDown: false, missed: 0 }],
    certificates: [],
    measures: { height: 10 + i, pending: 0, lag: 0, openActs: 0, restingLanes: 0, indexerLag: 0, ...measures },
    ...rest,
  }))
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const open = (rule: ChainAlertRule, subject = ''): OpenAlert => ({ id: 7, rule, subject })
const over = { raised: [], cleared: [{ id: 7, why: 'over' }] }
const nothing = { raised: [], cleared: [] }

/** What a run of samples leads to, each judged as it comes, with what is open then. */
function play(samples: readonly Sample[], settings = standard): string[] {
  let alerts: OpenAlert[] = []
  const told: string[] = []
  samples.forEach((_, i) => {
    const { raised, cleared } = judge(samples.slice(0, i + 1), settings, alerts)
    for (const { rule, subject } of raised) told.push(`${i} raised ${rule}${subject && ` ${subject}`}`)
    for (const { id } of cleared) told.push(`${i} cleared ${alerts.find((alert) => alert.id === id)?.rule}`)
    alerts = alerts.filter(({ id }) => !cleared.some((gone) => gone.id === id))
    alerts.push(...raised.map(({ rule, subject }, at) => ({ id: i * 100 + at, rule, subject })))
  })
  return told
}

describe('judging samples', () => {
  test('nothing is told while all is well, or when there is nothing yet', () => {
    expect(judge([], standard, [])).toEqual(nothing)
    expect(play(minutes(...times(130, {})))).toEqual([])
  })

  test('a node of this server that does not answer is raised once, and cleared once when it has answered for a while', () => {
    const down = { answers: false, nodes: [], measures: {} }
    const samples = minutes({}, ...times(6, down), {}, {}, {}, {}, {})
    expect(play(samples)).toEqual(['2 raised node_down', '9 cleared node_down'])
    const flapping = minutes({}, ...times(4, down), {}, down, {}, down, {}, {}, {})
    expect(play(flapping)).toEqual(['2 raised node_down', '11 cleared node_down'])
  })

  test('another node is told by its account, and is over when it has left the group', () => {
    const down = { nodes: [{ address: node, isDown: true, missed: 0 }] }
    expect(play(minutes({}, ...times(4, down), {}, {}, {}))).toEqual([
      `2 raised node_down ${node}`,
      '7 cleared node_down',
    ])
    expect(judge(minutes(...times(3, { nodes: [] })), standard, [open('node_down', node)])).toEqual(over)
  })

  test('a height that stands still matters where work waits or others have gone on, and not on a quiet chain', () => {
    const quiet = { measures: { height: 10 } }
    expect(play(minutes(...times(60, quiet)))).toEqual([])
    for (const reason of [{ pending: 3 }, { openActs: 1 }, { lag: 2 }]) {
      const stuck = { measures: { height: 10, ...reason } }
      expect(play(minutes({}, ...times(8, stuck)))).toEqual(['6 raised height_still'])
      expect(play(minutes(quiet, ...times(6, stuck), { measures: { height: 11, ...reason } }, {}, {}, {}))).toEqual([
        '6 raised height_still',
        '9 cleared height_still',
      ])
    }
  })

  test.each<[ChainAlertRule, Measures, Measures, Measures]>([
    ['lag', { lag: 20 }, { lag: 17 }, { lag: 15 }],
    ['pool_depth', { pending: 5_000 }, { pending: 4_500 }, { pending: 3_999 }],
    ['read_model_behind', { indexerLag: 100 }, { indexerLag: 90 }, { indexerLag: 79 }],
  ])('%s needs three samples, and a margin to be over', (rule, bad, nearly, good) => {
    const as = (measures: Measures) => ({ measures })
    expect(play(minutes(...times(2, as(bad)), {}, ...times(2, as(bad)), {}))).toEqual([])
    expect(play(minutes(...times(5, as(bad))))).toEqual([`2 raised ${rule}`])
    expect(judge(minutes(...times(5, as(nearly))), standard, [open(rule)])).toEqual(nothing)
    expect(judge(minutes(as(bad), ...times(2, as(good))), standard, [open(rule)])).toEqual(nothing)
    expect(judge(minutes(...times(3, as(good))), standard, [open(rule)])).toEqual(over)
  })

  test('a sealer whose signature all of the newest blocks lack', () => {
    const missing = { nodes: [{ address: node, isDown: false, missed: 10 }] }
    expect(play(minutes(...times(4, missing), ...times(4, {})))).toEqual([
      `2 raised missing_signer ${node}`,
      '6 cleared missing_signer',
    ])
    const observer = { nodes: [{ address: node, isDown: false }] }
    expect(play(minutes(...times(4, observer)))).toEqual([])
  })

  test('views that change often within ten minutes, not views that have changed over a day', () => {
    expect(play(minutes(...[3, 4, 6, 8].map((view) => ({ view }))))).toEqual(['3 raised view_changes'])
    const slow = Array.from({ length: 100 }, (_, i) => ({ view: Math.floor(i / 5) }))
    expect(play(minutes(...slow))).toEqual([])
  })

  test('a certificate and a disk are told twice: in good time, and when it is urgent', () => {
    const ending = (days: number) => ({ certificates: [{ file: 'node.crt', days }, { file: 'gone.crt' }] })
    expect(play(minutes(...[31, 30, 8, 7, 6].map(ending)))).toEqual([
      '1 raised certificate_soon node.crt',
      '3 raised certificate_urgent node.crt',
    ])
    expect(judge(minutes(...times(3, ending(365))), standard, [open('certificate_soon', 'node.crt')])).toEqual(over)
    const free = (diskFree: number) => ({ measures: { diskFree, diskTotal: 1_000 } })
    expect(play(minutes(...[101, 100, 50, 20, 110, 110, 130, 130, 130].map(free)))).toEqual([
      '1 raised disk_low',
      '3 raised disk_critical',
      '6 cleared disk_critical',
      '8 cleared disk_low',
    ])
  })

  test('a clock that is ahead or behind', () => {
    for (const clockSkew of [5, -6]) {
      expect(play(minutes({}, { measures: { clockSkew } }, {}, { measures: { clockSkew: 0 } }))).toEqual([
        '1 raised clock_skew',
        '3 cleared clock_skew',
      ])
    }
  })

  test('lanes that rest for five samples', () => {
    const resting = { measures: { restingLanes: 2 } }
    expect(play(minutes(...times(4, resting), {}, ...times(5, resting)))).toEqual(['9 raised lanes_resting'])
  })

  test('what was before a pause of the server says nothing', () => {
    const samples = minutes({}, ...times(2, { measures: { height: 11, pending: 1 } }))
    const later = samples.map((sample, i) => (i === 2 ? { ...sample, time: sample.time + 60 * minute } : sample))
    expect(play(later)).toEqual([])
  })

  test('a rule that is switched off raises nothing and closes what is open; a threshold of one’s own is kept to', () => {
    const samples = minutes(...times(4, { measures: { lag: 30 } }))
    const off = { ...standard, lag: { enabled: false, threshold: 20 } }
    expect(judge(samples, off, [open('lag')])).toEqual({ raised: [], cleared: [{ id: 7, why: 'switched_off' }] })
    expect(play(samples, off)).toEqual([])
    expect(play(samples, { ...standard, lag: { enabled: true, threshold: 31 } })).toEqual([])
  })
})

test('an hour is rolled up to the lowest, the mean and the highest of what was told', () => {
  const samples = minutes({ measures: { pending: 2 } }, { measures: { pending: 6 } }, { measures: { pending: 1 } })
  const rows = rollUp(start, samples)
  expect(rows.find(({ measure }) => measure === 'pending')).toEqual({
    ...{ measure: 'pending', hour: start, min: 1, avg: 3, max: 6, count: 3 },
  })
  expect(rows.some(({ measure }) => measure === 'certificateDays')).toBe(false)
})
