import type { Command } from 'commander'
import type { AddCommand, Context } from '../context.js'
import type { ExitCode } from '../exit-codes.js'
import type { ImportFlags } from '../fixture/import.js'
import type { LintFlags } from '../fixture/lint.js'
import type { SynthFlags } from '../fixture/synth.js'

const intro = `voice-agent fixture - make and check recorded calls

Usage: voice-agent fixture <command> [options]

Examples
  $ voice-agent fixture synth call.yaml -o fixtures
  $ voice-agent fixture import caller.wav --id asks-for-hours \\
      --text "When do you open?" --reply "We open at nine."
  $ voice-agent fixture lint`

type Finish = (code: ExitCode) => void

/** `voice-agent fixture`: its commands and flags. What they do is in `../fixture/`. */
export const addFixtureCommand: AddCommand = (program, context, finish) => {
  const fixture = program
    .command('fixture')
    .usage('<command>')
    .description('make and check recorded calls')
    .addHelpText('before', intro)
  addSynth(fixture, context, finish)
  addImport(fixture, context, finish)
  addLint(fixture, context, finish)
}

function addSynth(fixture: Command, context: Context, finish: Finish): void {
  fixture
    .command('synth')
    .usage('<spec...>')
    .description('make fixtures from text: a SPEC.yaml, or a directory of them')
    .argument('<spec...>')
    .option('-o, --out <dir>', 'where they go', 'fixtures')
    .action(async (specs: string[], _: unknown, command: Command) => {
      const { synthesize } = await import('../fixture/synth.js')
      finish(await synthesize(context, specs, command.optsWithGlobals<SynthFlags>()))
    })
}

function addImport(fixture: Command, context: Context, finish: Finish): void {
  fixture
    .command('import')
    .usage('<wav> --text <words>')
    .description("make a fixture from a recording of a caller's turn")
    .argument('<wav>')
    .requiredOption('--text <words>', 'what is said in the recording')
    .option('--id <id>', 'name of the situation, e.g. asks-for-hours; preset: from the file')
    .option('--title <title>', 'one line for the reports')
    .option('--greeting <text>', 'what the agent opens with', 'Hello, how can I help you?')
    .option('--reply <text>', 'what the model answers', 'Thank you. I have noted that.')
    .option('--consent <kind>', 'synthetic, consent or internal', 'internal')
    .option('-o, --out <dir>', 'where it goes', 'fixtures')
    .action(async (wav: string, _: unknown, command: Command) => {
      const { importRecording } = await import('../fixture/import.js')
      finish(await importRecording(context, wav, command.optsWithGlobals<ImportFlags>()))
    })
}

function addLint(fixture: Command, context: Context, finish: Finish): void {
  fixture
    .command('lint')
    .usage('[filter...]')
    .description('read fixtures and say everything that is wrong with them')
    .argument('[filter...]')
    .option('--home <dir>', 'where names are looked up', 'fixtures')
    .action(async (filters: string[], _: unknown, command: Command) => {
      const { lint } = await import('../fixture/lint.js')
      finish(lint(context, filters, command.optsWithGlobals<LintFlags>()))
    })
}
