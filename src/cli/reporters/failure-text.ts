import { type Check, clockTime } from '../../engine/replay/checks/check.js'
import type { Colours } from '../output/colour.js'
import { hang, lineWidth } from '../output/wrap.js'
import type { Outcome, Problem } from '../replay/outcome.js'

/**
 * Everything a person needs about a fixture that did not pass: what was wanted, what came, when, why, where it is written, the audio
 * around it, and the command that runs it again.
 */
export function failureText(outcome: Outcome, number: number, colours: Colours): readonly string[] {
  return [
    title(outcome, number, colours),
    ...outcome.problems.flatMap((problem) => problemText(problem, colours)),
    ...outcome.checks.flatMap((check, index) =>
      check.result === 'failed' ? checkText(outcome, check, index, colours) : [],
    ),
    ...outcome.remarks.flatMap((remark) => hang('   ', remark)),
    `   again     voice-agent replay ${outcome.name}${outcome.checks.length > 0 ? ' --trace' : ''}`,
  ]
}

function title({ name, path }: Outcome, number: number, { bold }: Colours): string {
  const head = `${number}) ${name}`
  if (path === name) return bold(head)
  const gap = Math.max(2, lineWidth - head.length - path.length)
  return `${bold(head)}${' '.repeat(gap)}${path}`
}

function problemText(
  { code, message, fix, where, stack }: Problem,
  { yellow }: Colours,
): readonly string[] {
  const place = where === undefined ? '' : `  ${where}`
  return [
    `   ${yellow('!')} could not judge  ${code}${place}`,
    ...hang('     why     ', message),
    ...(stack ?? '')
      .split('\n')
      .slice(1, 8)
      .map((line) => `     ${line}`),
    ...hang('     fix     ', fix),
  ]
}

function checkText(
  { pictures }: Outcome,
  check: Check,
  index: number,
  { red }: Colours,
): readonly string[] {
  const where = check.where === 'engine' ? '' : check.where
  const gap = Math.max(2, lineWidth - 5 - check.name.length - where.length)
  const picture = pictures.find(({ under }) => under === index)
  return [
    `   ${red('x')} ${check.name}${where === '' ? '' : ' '.repeat(gap) + where}`,
    ...hang('     wanted  ', check.wanted),
    ...hang('     got     ', check.got),
    ...(check.at === undefined ? [] : [`     when    ${clockTime(check.at)}`]),
    ...(check.why === undefined ? [] : hang('     why     ', check.why)),
    ...(check.detail ?? []).map((line) => `       ${line}`),
    ...(picture === undefined ? [] : ['', ...picture.lines.map((line) => `     ${line}`), '']),
  ]
}
