import { cpuMs, type Row } from './row.js'

const rounds = 20_000_000

/** The same arithmetic every time. What its time varies by is the machine's doing, and no other row can be trusted further. */
export const calibration: Row = {
  name: 'fixed arithmetic, CPU ms',
  aim: 'the noise',
  decimals: 1,
  perPass: 2,
  sample: () => cpuMs(spin),
}

/** A linear congruential generator, seed and factors of Numerical Recipes; its end is used so that it is not optimised away. */
function spin(): void {
  let x = 1
  for (let i = 0; i < rounds; i++) x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0
  if (x === 0) throw new Error('unreachable: the sequence never comes to 0 here')
}
