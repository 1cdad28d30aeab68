import type { Command } from 'commander'
import type { AddCommand } from '../context.js'
import { usageError } from '../report-error.js'
import type { NumbersFlags } from '../serve/numbers.js'

const intro = `voice-agent numbers - see and set what your Twilio numbers do

Usage: voice-agent numbers [command] [options]

Examples
  $ voice-agent numbers                                  # all of them
  $ voice-agent numbers set +14155550199 https://voice.example.com/voice
  $ voice-agent numbers restore                          # what they did before`

/** `voice-agent numbers`: its commands and flags. What they do is in `../serve/numbers.ts`. */
export const addNumbersCommand: AddCommand = (program, context, finish) => {
  const numbers = program
    .command('numbers')
    .usage('[command]')
    .description('list your Twilio numbers, set and restore their webhook')
    .addHelpText('before', intro)
  numbers
    .command('list', { isDefault: true })
    .usage('')
    .description('every number and what it does')
    .allowExcessArguments()
    .action(async (_: unknown, command: Command) => {
      // The preset command gets what is meant as the name of another one.
      const [unknown] = command.args
      if (unknown !== undefined)
        throw usageError(`unknown command '${unknown}'`, 'voice-agent numbers')
      const { listNumbers } = await import('../serve/numbers.js')
      finish(await listNumbers(context, command.optsWithGlobals()))
    })
  numbers
    .command('set')
    .usage('<number> <url>')
    .description('send the calls of a number to a URL, and keep what it did')
    .argument('<number>')
    .argument('<url>')
    .option('--take-over', 'yes, also when the number is in use')
    .option('--dry-run', 'say what would change')
    .action(async (number: string, url: string, _: unknown, command) => {
      const { setNumber } = await import('../serve/numbers.js')
      finish(await setNumber(context, number, url, command.optsWithGlobals() as NumbersFlags))
    })
  numbers
    .command('restore')
    .usage('[number]')
    .description('put back what numbers did before we changed them')
    .argument('[number]')
    .option('--dry-run', 'say what would change')
    .action(async (number: string | undefined, _: unknown, command) => {
      const { restoreNumbers } = await import('../serve/numbers.js')
      finish(await restoreNumbers(context, number, command.optsWithGlobals() as NumbersFlags))
    })
}
