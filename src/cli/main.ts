/**
 * From arguments to an exit code. A command's own file holds its flags and nothing heavy; what it does is imported when it is
 * chosen, so that `--help` costs no more than commander itself.
 */
import { Command, CommanderError } from 'commander'
import { addAuditCommand } from './commands/audit.js'
import { addFixtureCommand } from './commands/fixture.js'
import { addNumbersCommand } from './commands/numbers.js'
import { addPolicyCommand } from './commands/policy.js'
import { addReplayCommand } from './commands/replay.js'
import { addServeCommand } from './commands/serve.js'
import { addTalkCommand } from './commands/talk.js'
import { type AddCommand, type Context, processContext } from './context.js'
import { type ExitCode, exitCodes } from './exit-codes.js'
import { helpFormat } from './help.js'
import { formatError, reportError, usageError } from './report-error.js'
import { readVersion } from './version.js'

/** Every command there is, in the order of the help. */
const commands: readonly AddCommand[] = [
  addReplayCommand,
  addTalkCommand,
  addServeCommand,
  addFixtureCommand,
  addNumbersCommand,
  addPolicyCommand,
  addAuditCommand,
]

const intro = `voice-agent - one engine, three ways to run a phone agent

Usage: voice-agent <command> [options]`

const epilogue = `
Examples
  $ npx voice-agent replay                   # every fixture, in seconds, offline
  $ voice-agent replay barge-in-mid-sentence --trace
  $ voice-agent talk --text                  # type to it; no microphone
  $ voice-agent serve --tunnel none          # this machine only, no account

Exit codes  0 ok   1 ran and failed   2 wrong use or config
            3 could not judge (a missing key or device, an unusable fixture)
            130 stopped by you
Help on one command: voice-agent <command> --help`

/**
 * Runs one command line and returns its exit code; never throws.
 *
 * @param args the arguments after the program's name
 */
export async function main(args: readonly string[], given?: Context): Promise<ExitCode> {
  if (given !== undefined) return run(args, given)
  using context = processContext()
  const code = await run(args, context)
  // What still computes in this thread would keep the process alive.
  if (context.interrupted()) process.exit(code)
  return code
}

async function run(args: readonly string[], context: Context): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok
  const program = buildProgram(context)
  for (const add of commands) {
    add(program, context, (finished) => {
      code = finished
    })
  }
  complainAsOne(program, program.name())
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return reportError(error, context.stderr.write)
  }
}

/** The program without its commands: the options all of them share, its help, and the one form its complaints have. */
function buildProgram({ stdout, stderr }: Context): Command {
  const program = new Command('voice-agent')
  program
    .commandsGroup('Work with calls')
    .optionsGroup('Options for every command')
    .option('--output <mode>', 'rich, plain or json (env VOICE_AGENT_OUTPUT)')
    .option('--json', 'the same as --output json')
    .option('-q, --quiet', 'results and errors only')
    .option('-v, --verbose', 'more detail')
    .option('--no-color', 'no colour; also NO_COLOR and TERM=dumb')
    .option('-V, --version', 'print the version')
    .helpOption('-h, --help', 'print the help of the program or of a command')
  return program
    .on('option:version', () => {
      stdout.write(`${readVersion()}\n`)
      throw new CommanderError(0, 'commander.version', 'printed the version')
    })
    .addHelpText('before', intro)
    .addHelpText('after', epilogue)
    .configureHelp({ ...helpFormat, showGlobalOptions: true })
    .exitOverride()
    .configureOutput({ writeOut: stdout.write, writeErr: stderr.write })
}

/** Every complaint of commander looks like every other error, and points to the help of the command it is about. */
function complainAsOne(command: Command, path: string): void {
  command.configureOutput({
    outputError: (complaint, write) => write(formatError(usageError(complaint, path))),
  })
  for (const sub of command.commands) complainAsOne(sub, `${path} ${sub.name()}`)
}
