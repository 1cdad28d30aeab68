import { type Command, InvalidArgumentError } from 'commander'
import { messageOf } from '../../engine/errors.js'
import type { AddCommand } from '../context.js'
import type { ReplayFlags } from '../replay/options.js'

const intro = `voice-agent replay - run recorded calls through the engine and judge them

Usage: voice-agent replay [filter...] [options]

  A filter is a fixture's id, a pattern (barge-in-*), or a path: of a .call
  directory or of any directory with fixtures below it. Without one: ./fixtures,
  or the fixtures that come with voice-agent when there are none.

Examples
  $ voice-agent replay                              # all of them, offline
  $ voice-agent replay barge-in-mid-sentence --trace  # one, step by step
  $ voice-agent replay 'barge-in-*' --sweep         # interrupt at every moment
  $ voice-agent replay --last-failed                # again, only what failed
  $ voice-agent replay greeting-and-one-turn -u     # accept its new goldens
  $ voice-agent replay --reporter list,junit=out/junit.xml   # in CI`

const epilogue = `
Exit codes  0 all passed   1 something failed   2 wrong use or unusable file
            3 could not judge (a request that is not on the tape, a broken
            recording, a missing key)   130 stopped by you

The last line of the output is always: N passed, N failed (, N skipped).
What could not be judged counts as failed.`

/** `voice-agent replay`: its flags. What they do is in `../replay/`. */
export const addReplayCommand: AddCommand = (program, context, finish) => {
  const command = program
    .command('replay')
    .helpGroup('Start here')
    .usage('[filter...]')
    .description('run recorded calls and judge them: no keys, no network, no phone')
    .argument('[filter...]')
    .addHelpText('before', intro)
    .addHelpText('after', epilogue)
  addFlags(command)
  command.action(async (filters: string[]) => {
    const { replay } = await import('../replay/replay.js')
    finish(await replay(context, filters, command.optsWithGlobals<ReplayFlags>()))
  })
}

function addFlags(command: Command): void {
  command
    .optionsGroup('Which fixtures')
    .option('-g, --grep <regexp>', 'only those whose id or title matches', regexp)
    .option('--tag <tag>', 'only those with this tag; repeat it for more tags', append)
    .option('--last-failed', 'only those that failed in the run before')
    .option('--shard <i/n>', 'only the i-th of n equal parts, e.g. 1/4', shard)
    .option('--list', 'name them and stop')
    .optionsGroup('How to run')
    .option('-j, --workers <n>', 'run so many at once; preset: one for each core', count)
    .option('-x', 'stop at the first failure')
    .option('--max-failures <n>', 'stop after so many failures', count)
    .option('--strict', 'accept only what rests on the recording as it was made')
    .option('--repeat <n>', 'run each so many times', count)
    .option('--assert-same', 'the logs of all repeats must be the same, byte for byte')
    .option('-w, --watch', 'run again when a fixture or the engine changes')
    .optionsGroup('Something else than judging')
    .option('--trace', 'print every event and command of one call')
    .option('--verify', 'feed the log to the engine alone; name what it decides otherwise')
    .option('--sweep', 'move the interruption to every moment of the reply')
    .optionsGroup('Live services')
    .option('--live <parts>', 'stt, llm, tts: ask the service, not the tape; in real time', append)
    .option('--stt <name>', 'with --live stt: which speech-to-text')
    .option('--llm <name>', 'with --live llm: which language model')
    .option('--tts <name>', 'with --live tts: which voice')
    .optionsGroup('Goldens')
    .option('-u, --update', 'write the goldens that changed; needs a filter or --all')
    .option('--all', 'with -u: yes, of all fixtures')
    .optionsGroup('Report')
    .option(
      '--reporter <names>',
      'list, json, jsonl, junit=FILE, github; several by comma or repeated; json and jsonl also =FILE',
      append,
    )
}

function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').filter((name) => name !== '')]
}

function count(value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('It must be a whole number from 1.')
}

function regexp(value: string): RegExp {
  try {
    return new RegExp(value, 'iu')
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error))
  }
}

function shard(value: string): { readonly index: number; readonly of: number } {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(value)?.map(Number) ?? []
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index, of }
  throw new InvalidArgumentError('It must be i/n with i from 1 to n, e.g. 1/4.')
}
