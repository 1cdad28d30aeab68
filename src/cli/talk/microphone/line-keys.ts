import type { Microphone } from '../desk-call.js'
import { typedHelp } from '../script/parse-row.js'
import type { LineReader } from '../script/read-lines.js'

/** What can be done where no single keys are read, for a person. */
export function lineHint(pushToTalk: boolean): string {
  const enter = pushToTalk ? 'Enter begins and ends what the agent hears. ' : ''
  return `${enter}What is typed is said in your place. ${typedHelp}. Ctrl-C ends the call.`
}

/**
 * The lines without the blank ones, each of which is the key of push-to-talk.
 *
 * @param say told what the key did
 */
export function enterTalks(
  lines: LineReader,
  { pushToTalk, state }: Pick<Microphone, 'pushToTalk' | 'state'>,
  say: (message: string) => void,
): LineReader {
  const isKey = (line: string | undefined) => {
    if (line === undefined || line.trim() !== '') return false
    pushToTalk()
    say(state() === 'open' ? 'the agent hears you; Enter ends that' : 'Enter to talk')
    return true
  }
  return {
    ...lines,
    async next() {
      for (;;) {
        const line = await lines.next()
        if (!isKey(line)) return line
      }
    },
    take() {
      for (;;) {
        const line = lines.take()
        if (!isKey(line)) return line
      }
    },
  }
}
