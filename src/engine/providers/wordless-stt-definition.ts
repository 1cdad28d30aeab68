import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { messageOf, VoiceAgentError } from '../errors.js'
import { defineProvider } from './definition.js'
import { scriptLines, wordlessStt } from './wordless-stt.js'

/** Knows that the caller spoke, and no words. */
export const silentStt = defineProvider({
  kind: 'stt',
  name: 'silent',
  settings: {},
  create: () => ({ description: 'no words', forCall: () => wordlessStt() }),
})

/** Gives each piece of speech the next line of a file: for demos and load tests. */
export const scriptStt = defineProvider({
  kind: 'stt',
  name: 'script',
  argument: 'FILE',
  settings: {},
  create(_, { argument = '', cwd }) {
    const lines = readScript(argument, cwd)
    return { description: `words of ${argument}`, forCall: () => wordlessStt(lines) }
  },
})

function readScript(file: string, cwd: string): readonly string[] {
  try {
    return scriptLines(readFileSync(resolve(cwd, file), 'utf8'))
  } catch (error) {
    const why = messageOf(error)
    const message = `--stt names a file that cannot be read: ${why}`
    throw new VoiceAgentError('E_NOT_FOUND', message, 'check the path')
  }
}
