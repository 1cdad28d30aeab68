import type { AddCommand } from '../context.js'
import { addEval } from '../policy/eval.js'

const intro = `voice-agent policy - what an agent may say and do

Usage: voice-agent policy <command> [options]

Examples
  $ voice-agent policy eval labelled.jsonl      # recall and false alarms of the detectors`

/** `voice-agent policy`: its commands and flags. What they do is in `../policy/`. */
export const addPolicyCommand: AddCommand = (program, context, finish) => {
  const policy = program
    .command('policy')
    .usage('<command>')
    .description('measure what the detectors of a policy find')
    .addHelpText('before', intro)
  addEval(policy, context, finish)
}
