import type { Command } from 'commander'
import type { AddCommand, Context } from '../context.js'
import type { ExitCode } from '../exit-codes.js'
import type { CommonOptions } from '../output/printer.js'
import type { CheckFlags } from '../policy/check.js'
import { addEval } from '../policy/eval.js'
import type { ShowFlags } from '../policy/show.js'

const intro = `voice-agent policy - what an agent may say and do

Usage: voice-agent policy <command> [options]

  A policy is a name (us-collections) or a file of your own.

Examples
  $ voice-agent policy check                    # what is unsure, expired or unapproved
  $ voice-agent policy check --dial dial.json   # may this call be placed?
  $ voice-agent policy show --place US-MA       # every setting as it counts there
  $ voice-agent policy diff us-collections ./policies/ours.json
  $ voice-agent policy eval labelled.jsonl      # recall and false alarms of the detectors`

type Finish = (code: ExitCode) => void

const preset = 'us-collections'

/** `voice-agent policy`: its commands and flags. What they do is in `../policy/`. */
export const addPolicyCommand: AddCommand = (program, context, finish) => {
  const policy = program
    .command('policy')
    .usage('<command>')
    .description('check, show and compare the rules an agent goes by')
    .addHelpText('before', intro)
  addCheck(policy, context, finish)
  addShow(policy, context, finish)
  addDiff(policy, context, finish)
  addEval(policy, context, finish)
}

function addCheck(policy: Command, context: Context, finish: Finish): void {
  policy
    .command('check')
    .usage('[policy]')
    .description('whether a policy can be used, or whether it allows a call')
    .argument('[policy]', 'a name or a file', preset)
    .option('--dial <file>', 'judge this call by every rule before it is placed')
    .option('--at <moment>', 'as of this moment, e.g. 2026-11-27T18:00:00Z; preset: now')
    .action(async (name: string, _: unknown, command: Command) => {
      const { checkPolicy } = await import('../policy/check.js')
      finish(checkPolicy(context, name, command.optsWithGlobals<CheckFlags>()))
    })
}

function addShow(policy: Command, context: Context, finish: Finish): void {
  policy
    .command('show')
    .usage('[policy]')
    .description('every setting as it counts, with its law')
    .argument('[policy]', 'a name or a file', preset)
    .option('--place <place>', 'where the consumer lives, e.g. US-MA')
    .option('--on <day>', 'as of this day, e.g. 2026-11-27; preset: today')
    .action(async (name: string, _: unknown, command: Command) => {
      const { showPolicy } = await import('../policy/show.js')
      finish(showPolicy(context, name, command.optsWithGlobals<ShowFlags>()))
    })
}

function addDiff(policy: Command, context: Context, finish: Finish): void {
  policy
    .command('diff')
    .usage('<before> <after>')
    .description('what changed from one policy to another, and which way')
    .argument('<before>')
    .argument('<after>')
    .action(async (before: string, after: string, _: unknown, command: Command) => {
      const { diffPolicies } = await import('../policy/diff.js')
      finish(diffPolicies(context, before, after, command.optsWithGlobals<CommonOptions>()))
    })
}
