import type { AddCommand } from '../context.js'
import type { GivenFlags } from '../talk/options.js'

const intro = `voice-agent talk - talk with the agent here, without a phone

Usage: voice-agent talk [options]

  The same engine as on the phone, through microphone and speaker; what you type
  is said in your place. With --text the keyboard is the caller, and no audio
  device is opened. With --caller a recorded caller speaks.

Examples
  $ voice-agent talk --headphones            # speak; interrupt it at any time
  $ voice-agent talk --agent collections --stt openai --llm openai
  $ voice-agent talk --list-devices          # then: talk --input 2 --output USB
  $ voice-agent talk --text                  # type to it; Enter interrupts it
  $ voice-agent talk --text < lines.txt      # a turn a line, without waiting
  $ voice-agent talk --text --json < turns.jsonl > events.jsonl
  $ voice-agent talk --caller three-turns    # watch a recorded call, live
  $ voice-agent talk --text --llm openai     # with a model (OPENAI_API_KEY)`

const epilogue = `
A script (--text with stdin from a file or a pipe) takes no longer than its
services do: time in which nobody works is skipped. Its JSON rows are
{"say":"text"}, {"keys":"123#"}, {"interrupt":true}, {"wait_ms":500} and
{"hang_up":true}; see schema/talk-1.json, also for the events that come out.

Without --headphones the microphone may hear the speaker. A short sweep measures
that at the start; where it does, only a loud voice interrupts the agent.

On the screen ? lists the keys: mute, talk, type, devices, record and more.

Exit codes  0 the call ended   2 wrong use, settings or input   3 no sound here
            130 stopped by Ctrl-C`

/** `voice-agent talk`: its flags. What they do is in `../talk/`. */
export const addTalkCommand: AddCommand = (program, context, finish) => {
  const command = program
    .command('talk')
    .helpGroup('Start here')
    .usage('')
    .description('talk with the agent here: speak, type to it, or let a recorded caller speak')
    .addHelpText('before', intro)
    .addHelpText('after', epilogue)
    .optionsGroup('The caller')
    .option('--text', 'type instead of speaking; no audio device is opened')
    .option('--caller <fixture>', 'a recorded caller speaks: an id or a .call directory')
    .option('--fast', 'skip time in which nobody works (--text, --caller)')
    .optionsGroup('Microphone and speaker')
    .option('--headphones', 'the microphone cannot hear the speaker: no echo check, always listen')
    .option(
      '--push-to-talk',
      'the agent hears only what is said between two presses of space, or of Enter where no screen is drawn',
    )
    .option('--list-devices', 'print the microphones and speakers, and end')
    .option('--input <device>', 'microphone: its number, or a part of its name')
    .option('--output <device>', 'speaker: its number, or a part of its name')
    .option('--audio <way>', 'auto, naudiodon or pulse; off with --caller: no sound')
    .optionsGroup('The agent and its services')
    .option('--agent <agent>', 'name of the catalog, JSON file or module: collections, ...')
    .option('--stt <name>', 'speech-to-text: openai, sherpa, script:FILE, silent, ...')
    .option('--llm <name>', 'language model: openai, none, ...')
    .option('--tts <name>', 'voice: elevenlabs, offline, ...')
    .optionsGroup('What is shown and kept')
    .option('--plain', 'a line for each event, nothing is redrawn')
    .option('--record [dir]', 'make a fixture of the call, below .voice-agent/calls if not said')
    .option('--audit-dir <dir>', 'keep the record of what the agent decides there, as serve does')
  command.action(async () => {
    const { talk } = await import('../talk/talk.js')
    finish(await talk(context, command.optsWithGlobals<GivenFlags>()))
  })
}
