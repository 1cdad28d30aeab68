import type { Command } from 'commander'
import type { PurgeFlags } from '../audit/purge.js'
import type { AddCommand } from '../context.js'
import type { CommonOptions } from '../output/printer.js'

const intro = `voice-agent audit - the records of calls

Usage: voice-agent audit <command> [options]

Examples
  $ voice-agent audit verify .voice-agent/audit/CA123.audit.jsonl   # was it altered?
  $ voice-agent audit show CA123                       # the page of the call
  $ voice-agent audit purge --dry-run                  # what is older than it is kept?`

const epilogue = `
Exit codes  0 whole   1 altered, or never closed   2 wrong use`

/** `voice-agent audit`: its commands. What they do is in `../audit/`. */
export const addAuditCommand: AddCommand = (program, context, finish) => {
  const audit = program
    .command('audit')
    .usage('<command>')
    .description('check and read the records of calls')
    .addHelpText('before', intro)
    .addHelpText('after', epilogue)
  audit
    .command('verify')
    .usage('<file...>')
    .description('say whether records are as they were written, and which line is not')
    .argument('<file...>', 'files, or ids of calls in .voice-agent/audit/')
    .action(async (files: string[], _: unknown, command: Command) => {
      const { verifyAudit } = await import('../audit/verify.js')
      finish(verifyAudit(context, files, command.optsWithGlobals<CommonOptions>()))
    })
  audit
    .command('show')
    .usage('<call>')
    .description('the page of a call, for a compliance officer')
    .argument('<call>', 'a file, or the id of a call in .voice-agent/audit/')
    .action(async (call: string, _: unknown, command: Command) => {
      const { showAudit } = await import('../audit/show.js')
      finish(showAudit(context, call, command.optsWithGlobals<CommonOptions>()))
    })
  audit
    .command('purge')
    .usage('[dir] [options]')
    .description('delete records older than the policy they were made under keeps them')
    .argument('[dir]', 'directory of records (preset .voice-agent/audit)')
    .option('--dry-run', 'say what would be deleted, and delete nothing')
    .addHelpText(
      'after',
      '\nRecords that were altered, were never closed, tell of a dispute, a complaint, an\nattorney or a bankruptcy, or do not say how long they are kept, stay.',
    )
    .action(async (directory: string | undefined, _: unknown, command: Command) => {
      const { purgeAudit } = await import('../audit/purge.js')
      finish(purgeAudit(context, directory, command.optsWithGlobals<PurgeFlags>()))
    })
}
