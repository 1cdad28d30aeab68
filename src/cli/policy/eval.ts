import type { Command } from 'commander'
import type { Context } from '../context.js'
import type { ExitCode } from '../exit-codes.js'
import type { EvaluateFlags } from './evaluate.js'

/** Adds `policy eval`. What it does is in `evaluate.ts`. */
export function addEval(policy: Command, context: Context, finish: (code: ExitCode) => void): void {
  policy
    .command('eval')
    .usage('<file.jsonl>')
    .description('how the detectors do on labelled sentences, category by category')
    .argument(
      '<file>',
      'JSON lines: text, label (yes|no or violation|ok), category (or none), note',
    )
    .option('--consumer <name>', 'the name the callers are asked for', 'Dana Whitlock')
    .action(async (file: string, _: unknown, command: Command) => {
      const { evaluate } = await import('./evaluate.js')
      finish(evaluate(context, file, command.optsWithGlobals<EvaluateFlags>()))
    })
}
