import { runTour } from './tour/index.ts'

const r = await runTour({
  step: (s) => {
    console.log('\n' + s.title, s.acts, s.units)
    console.table(s.rows)
  },
  refusal: (r) => console.log('REFUSED', r.title, r.by, r.error, r.args),
})
console.log(
  r.conserved,
  r.transactions,
  r.blocks,
  r.seconds,
  JSON.stringify(r.lots.map((l) => [l.commissioned, l.conserved, l.holders.length])),
)
