import type { AddCommand } from '../context.js'
import type { ServeFlags } from '../serve/flags.js'

const intro = `voice-agent serve - answer real phone calls

Usage: voice-agent serve [options]

  Settings come from flags, then the environment, then .env (see .env.example).
  While it runs, the number points here; when it stops, it is put back.

Examples
  $ voice-agent serve --number +14155550199        # with a tunnel of ngrok's
  $ voice-agent serve --public-url https://voice.example.com
  $ voice-agent serve --no-webhook                 # prints the URL to set
  $ voice-agent serve --tunnel none --port 0       # this machine only, no account`

const epilogue = `
Ctrl-C lets the calls finish (--drain-timeout); a second one hangs up. The number
is put back in both cases, and by the next start after a crash.

Exit codes  0 stopped   1 stopped, and something could not be put back
            2 wrong use or settings   130 stopped before it was ready`

/** `voice-agent serve`: its flags. What they do is in `../serve/` and in `src/server`. */
export const addServeCommand: AddCommand = (program, context, finish) => {
  const command = program
    .command('serve')
    .helpGroup('Start here')
    .usage('')
    .description('answer phone calls through Twilio')
    .addHelpText('before', intro)
    .addHelpText('after', epilogue)
    .optionsGroup('Where calls come in')
    .option('--port <port>', 'listen here; 0 takes any free port (preset 8000)')
    .option('--host <address>', 'listen on this address (preset 127.0.0.1)')
    .option('--tunnel <kind>', 'ngrok (preset with NGROK_AUTHTOKEN), or none')
    .option('--public-url <url>', 'the https address that leads here')
    .option('--no-probe', 'do not ask the public address whether it leads here')
    .optionsGroup('The number')
    .option('--number <number>', 'point this number here; may be repeated', append)
    .option('--take-over', 'yes, also when the number is in use')
    .option('--no-webhook', 'leave numbers alone, print the URL to set')
    .optionsGroup('The calls')
    .option('--agent <name>', 'an agent by name, or a file: my-desk.json, my-agent.js')
    .option('--stt <name>', 'speech-to-text: openai, silent, script:FILE, ...')
    .option('--llm <name>', 'language model: openai, offline, ...')
    .option('--tts <name>', 'voice: elevenlabs, offline, ...')
    .option('--audit-dir <dir>', 'records of calls (preset .voice-agent/audit)')
    .option('--routes <file>', 'JSON: agent and language by the number called')
    .option('--max-calls <n>', 'calls at once; more hear the busy line (preset 100)')
    .option('--drain-timeout <s>', 'seconds that calls may finish in (preset 30)')
    .option('--insecure-no-signature', 'do not check that calls come from Twilio')
    .optionsGroup('Scripts and logs')
    .option('--capture <dir>', 'write each call there as a fixture: personal data')
    .option('--ready-file <file>', 'written when calls can come, removed at the end')
    .option('--log-level <level>', 'debug, info, warn or error (preset info)')
    .option('--log-callers', 'words and numbers of callers may be logged')
  command.action(async () => {
    const { serve } = await import('../serve/serve.js')
    finish(await serve(context, command.optsWithGlobals<ServeFlags>()))
  })
}

function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
