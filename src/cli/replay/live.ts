/**
 * `replay --live`: the services that answer in place of the tape, and the fixtures that may ask them.
 */
import { VoiceAgentError } from '../../engine/errors.js'
import { readExpectations } from '../../engine/fixture/read-expect.js'
import { readManifest } from '../../engine/fixture/read-manifest.js'
import type { LivePartName, OpenLiveParts } from '../../engine/replay/live-parts.js'
import { configError, type Problem, type Sources } from '../../server/config/config.js'
import type { Context } from '../context.js'
import type { Printer } from '../output/printer.js'
import { sourcesOf } from '../serve/flags.js'
import { askedName, chooseStack, presetService, type StackChoice } from '../stack/choose-stack.js'
import { openStack } from '../stack/open-stack.js'
import type { ReplayFlags, ReplayOptions } from './options.js'
import type { Selected } from './select.js'

/** The services of a run. */
export interface LiveServices {
  readonly open: OpenLiveParts
  close(): Promise<void>
}

/**
 * Opens what `--live` asks for.
 *
 * @throws VoiceAgentError E_LIVE_KEY when a service has no key; E_CONFIG when its settings are wrong
 */
export async function openLive(
  context: Context,
  parts: readonly LivePartName[],
  flags: ReplayFlags,
  printer: Printer,
): Promise<LiveServices> {
  const { stt, llm, tts } = flags
  const given = sourcesOf(context, {
    ...(stt !== undefined && { stt }),
    ...(llm !== undefined && { llm }),
    ...(tts !== undefined && { tts }),
  })
  const choice = await liveChoice(given, parts, context.cwd)
  const log = { warn: (_: object, message: string) => printer.err(`live: ${message}`) }
  const stack = opened(choice, parts, { cwd: context.cwd, log })
  // What loads during a call is time that the service would be blamed for.
  await stack.ready()
  const used = parts.map((part) => `${part} ${stack.sources[part].description}`)
  printer.status(`live: ${used.join(', ')}; it takes as long as the calls and may cost money`)
  return {
    open: (clock) => {
      const deps = { clock, log }
      return {
        ...(parts.includes('stt') && { stt: stack.sources.stt.forCall(deps) }),
        ...(parts.includes('llm') && { llm: stack.sources.llm.forCall(deps) }),
        ...(parts.includes('tts') && { tts: stack.sources.tts.forCall(deps) }),
      }
    },
    close: () => stack.close(),
  }
}

/** Only what is live is read from the settings; the tape speaks for the rest, so nothing is wrong with it. */
async function liveChoice(
  given: Sources,
  parts: readonly LivePartName[],
  cwd: string,
): Promise<StackChoice> {
  const unused = { stt: 'silent', llm: 'none', tts: 'offline' } as const
  const named = parts.map((part) => [part, askedName(part, given) ?? presetService(part).name])
  const sources = { ...given, flags: { ...unused, ...Object.fromEntries(named) } }
  const { choice, problems } = await chooseStack(sources, cwd)
  if (choice !== undefined) return choice
  if (problems.length > 0 && problems.every(({ missing }) => missing === true))
    throw keyless(problems, parts)
  throw configError(problems)
}

/** A key that only some addresses of a service need is asked for when the service is made. */
function opened(
  choice: StackChoice,
  parts: readonly LivePartName[],
  deps: Parameters<typeof openStack>[1],
) {
  try {
    return openStack(choice, deps)
  } catch (error) {
    if (!(error instanceof VoiceAgentError && error.code === 'E_CONFIG')) throw error
    throw keyless([{ what: error.message.replace(/\.$/, ''), fix: error.fix }], parts)
  }
}

function keyless(problems: readonly Problem[], parts: readonly LivePartName[]): VoiceAgentError {
  const message = `--live ${parts.join(',')}: ${problems.map(({ what }) => what).join('; ')}`
  const fix = problems.map((problem) => problem.fix).join('; ')
  const others = parts.map((part) => `--${part}`).join(', ')
  return new VoiceAgentError(
    'E_LIVE_KEY',
    message,
    `${fix}; or name another service with ${others}`,
  )
}

/**
 * The fixtures that may ask a service: those whose `allow_live` names every part of it, and outside of CI those that were named on the
 * command line.
 *
 * @throws VoiceAgentError E_USAGE when none may
 */
export function allowedLive(
  fixtures: readonly Selected[],
  { live, filters, ci }: ReplayOptions,
  printer: Printer,
): readonly Selected[] {
  if (filters.length > 0 && !ci) return fixtures
  const allowed = fixtures.filter(({ directory }) => {
    const names = allowLiveOf(directory)
    return live.every((part) => names.includes(part))
  })
  const parts = live.join(', ')
  const fix = `write allow_live: [${parts}] into expect.yaml${ci ? '' : ', or name the fixture: voice-agent replay NAME --live ...'}`
  if (allowed.length === 0)
    throw new VoiceAgentError(
      'E_USAGE',
      `none of ${fixtures.length} fixtures allows --live ${parts}`,
      fix,
    )
  const others = fixtures.length - allowed.length
  if (others > 0) printer.status(`live: not run: ${others} without allow_live: [${parts}]`)
  return allowed
}

function allowLiveOf(directory: string): readonly string[] {
  const manifest = readManifest(directory).value
  if (manifest === undefined) return []
  const named = readExpectations(directory, manifest).value?.allow_live ?? []
  return named.map(({ value }) => value)
}
