import type { AddCommand } from '../context.js'
import type { DoctorFlags } from '../doctor/doctor.js'

const intro = `voice-agent doctor - what can run here, and how to fix the rest

Usage: voice-agent doctor [options]

  Nothing leaves this machine without --live.

Examples
  $ voice-agent doctor                       # everything, offline
  $ voice-agent doctor --for serve           # exit 0 if serve can run, else 3
  $ voice-agent doctor --live --only services   # try each key
  $ voice-agent doctor --live --only probes --probe llm-first-token`

const epilogue = `
Groups  project, settings, services, packages, system, probes
Probes  stt-final           end of speech to its words, by input format
        llm-first-token     request with a tool to the first word, three times
        reasoning-effort    which efforts the model takes
        tts-first-audio     text to the first sound, by output format
What only a phone call can tell is listed in docs/doctor.md.

Exit codes  0 it can run   2 wrong use   3 something is to fix`

/** `voice-agent doctor`: its flags. What it does is in `../doctor/`. */
export const addDoctorCommand: AddCommand = (program, context, finish) => {
  const command = program
    .command('doctor')
    .helpGroup('Start here')
    .usage('')
    .description('what can run here, and how to fix the rest')
    .addHelpText('before', intro)
    .addHelpText('after', epilogue)
    .option('--for <what>', 'replay, talk or serve: only what it needs')
    .option('--only <group>', 'only this part; repeat it for more', append)
    .option('--live', 'try each key with a small request that only reads')
    .option('--probe <name>', 'with --live: measure a service; costs a few words', append)
  command.action(async () => {
    const { doctor } = await import('../doctor/doctor.js')
    finish(await doctor(context, command.optsWithGlobals<DoctorFlags>()))
  })
}

function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').filter((name) => name !== '')]
}
