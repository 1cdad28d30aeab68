/** Loads naudiodon, which may be missing in three ways; each is told apart so that each gets its own fix. */
import type * as Naudiodon from 'naudiodon'
import type { AudioProblem } from './audio-problem.js'

/** Thrown in the audio process; the other side makes an error for a person out of it. */
export class AudioTrouble extends Error {
  override readonly name = 'AudioTrouble'
  constructor(readonly problem: AudioProblem) {
    super(`${problem.kind}: ${problem.detail}`)
  }
}

/** The package, loaded. Only for the audio process: it prints and blocks as it likes. */
export async function loadNaudiodon(
  load: () => Promise<unknown> = () => import('naudiodon'),
): Promise<typeof Naudiodon> {
  try {
    const loaded = (await load()) as { readonly default?: typeof Naudiodon }
    return loaded.default ?? (loaded as unknown as typeof Naudiodon)
  } catch (error) {
    throw new AudioTrouble(whyMissing(error))
  }
}

/** Which of the ways it is. */
export function whyMissing(error: unknown): AudioProblem {
  const { code, message = String(error) } = error as { code?: string; message?: string }
  const detail = message.split('\n')[0] ?? ''
  if (/libasound|libportaudio/.test(message)) return { kind: 'no-library', detail }
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND')
    return { kind: 'not-installed', detail }
  if (message.includes('Could not locate the bindings file'))
    return { kind: 'not-compiled', detail }
  if (code === 'ERR_DLOPEN_FAILED') return { kind: 'other-node', detail }
  return { kind: 'other', detail }
}
