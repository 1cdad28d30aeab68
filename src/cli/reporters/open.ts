import { appendFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { makeDirectory } from '../../engine/make-directory.js'
import type { Context } from '../context.js'
import type { Printer } from '../output/printer.js'
import { ownsStdout, type ReporterChoice } from './choice.js'
import { githubReporter } from './github.js'
import { runJson } from './json.js'
import { jsonlReporter } from './jsonl.js'
import { junitXml } from './junit.js'
import { listReporter } from './list.js'
import type { Reporter } from './reporter.js'

/** The reporters that were asked for. `list` comes last: its last line is the last line of all. */
export function openReporters(
  choices: readonly ReporterChoice[],
  context: Context,
  printer: Printer,
): readonly Reporter[] {
  const machine = choices.some(ownsStdout)
  const forPeople = machine ? printer.err : printer.out
  const github = choices.some(({ name }) => name === 'github')
  const open = (choice: ReporterChoice): Reporter => {
    const sink = lineSink(choice, context, printer)
    switch (choice.name) {
      case 'list':
        return listReporter({
          print: forPeople,
          colours: machine ? printer.onErr : printer.onOut,
          printer,
          details: !github,
        })
      case 'github':
        return githubReporter(forPeople, (markdown) => appendSummary(context, markdown))
      case 'json':
        return { end: (run) => sink(JSON.stringify(runJson(run), null, 2)) }
      case 'jsonl':
        return jsonlReporter(sink)
      case 'junit':
        return { end: (run) => sink(junitXml(run).trimEnd()) }
    }
  }
  const last = choices.filter(({ name }) => name === 'list')
  return [...choices.filter(({ name }) => name !== 'list'), ...last].map(open)
}

/** Lines to stdout, or to a file that begins empty. */
function lineSink({ file }: ReporterChoice, { cwd }: Context, printer: Printer) {
  if (file === undefined) return printer.out
  const path = resolve(cwd, file)
  try {
    makeDirectory(dirname(path))
    writeFileSync(path, '')
  } catch (error) {
    const reason = messageOf(error)
    throw new VoiceAgentError('E_USAGE', `cannot write ${file}: ${reason}`, 'name another file')
  }
  return (text: string) => appendFileSync(path, `${text}\n`)
}

function appendSummary({ env }: Context, markdown: string): void {
  const path = env.GITHUB_STEP_SUMMARY
  if (path !== undefined && path !== '') appendFileSync(path, `${markdown}\n`)
}
