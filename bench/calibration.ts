import { cpuMs, type Row } from './row.js'

const blocks = 2000
const rounds = 20_000

/** The same arithmetic every time. What its time varies by is the machine's doing, and no other row can be trusted further. */
export const calibration: Row = {
  name: 'fixed arithmetic, CPU ms',
  aim: 'the noise',
  decimals: 1,
  perPass: 2,
  sample: () =>
    cpuMs(() => {
      let x = 1
      for (let i = 0; i < blocks; i++) x = spin(x)
      if (x === 0) throw new Error('this generator never comes to 0 from here')
    }),
}

/** A linear congruential generator with the factors of Numerical Recipes: each step needs the one before. */
function spin(from: number): number {
  let x = from
  for (let i = 0; i < rounds; i++) x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0
  return x
}
