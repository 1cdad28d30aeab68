/**
 * From arguments to an exit code. Each command's module is imported when it is chosen and not before, so that
 * `--help` costs no more than commander itself.
 */
import { Command, CommanderError } from 'commander'
import { type ExitCode, exitCodes } from './exit-codes.js'
import { formatError, reportError, usageError } from './report-error.js'
import { readVersion } from './version.js'

const epilogue = `
Exit codes  0 ok   1 ran and failed   2 wrong use or config
            3 could not judge   130 stopped by you
Help on one command: voice-agent <command> --help`

/** Where the program writes; a test passes its own. */
export interface Output {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
}

const terminal: Output = {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
}

/**
 * Runs one command line and returns its exit code; never throws.
 *
 * @param args the arguments after the program's name
 */
export async function main(args: readonly string[], output: Output = terminal): Promise<ExitCode> {
  process.once('SIGINT', stopNow)
  // Stays for the life of the process: the error of a last write comes after we have returned.
  if (!process.stdout.listeners('error').includes(outliveReader))
    process.stdout.on('error', outliveReader)
  try {
    await buildProgram(output).parseAsync(args, { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    return reportError(error, output.stderr)
  } finally {
    process.off('SIGINT', stopNow)
  }
}

/** The program: its commands, its help, and the one form its complaints have. */
function buildProgram(output: Output): Command {
  const program = new Command('voice-agent')
  return program
    .description('one engine, three ways to run a phone agent')
    .option('-V, --version', 'print the version')
    .on('option:version', () => {
      output.stdout(`${readVersion()}\n`)
      throw new CommanderError(0, 'commander.version', 'printed the version')
    })
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', epilogue)
    .exitOverride()
    .configureOutput({
      writeOut: output.stdout,
      writeErr: output.stderr,
      outputError: (complaint, write) => write(formatError(usageError(complaint, program.name()))),
    })
}

function stopNow(): never {
  process.exit(exitCodes.interrupted)
}

/** `voice-agent ... | head` closes our stdout early: the run still ends, with the exit code it earned. */
function outliveReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
