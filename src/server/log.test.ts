import { describe, expect, it } from 'vitest'
import { type LogOptions, openLog } from './log.js'

function logging(options: Partial<LogOptions> = {}) {
  const lines: string[] = []
  const log = openLog({
    ...{ level: 'info', pretty: false, colour: false, callers: false },
    ...options,
    write: (text) => lines.push(text),
  })
  return { log, lines, first: () => JSON.parse(lines[0]!) as Record<string, unknown> }
}

const personal = {
  from: '+15550001111',
  to: '+15550002222',
  text: 'my account is 42',
  digits: '42',
}

describe('the log of the server', () => {
  it('is JSON, a line each, with the fields of its child', () => {
    const { log, lines, first } = logging()
    log.child({ callSid: 'CA1', streamSid: 'MZ1' }).info({ turn: 2, reply: 3 }, 'turn.ended')
    expect(lines).toHaveLength(1)
    expect(first()).toMatchObject({
      ...{ callSid: 'CA1', streamSid: 'MZ1', turn: 2, reply: 3, msg: 'turn.ended' },
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
  })

  it('holds no words and no numbers of callers, at any place of a line', () => {
    const { log, lines } = logging()
    log.info({ ...personal, call: personal }, 'a call')
    log.child({ from: personal.from }).info({}, 'from a child')
    for (const secret of Object.values(personal)) {
      expect(lines.join('')).not.toContain(`"${secret}"`)
    }
  })

  it('holds words and numbers of callers when asked to, and secrets never', () => {
    const { log, lines, first } = logging({ callers: true })
    log.info({ ...personal, authToken: 'of-the-account', deps: { token: 'of-the-stream' } }, 'x')
    expect(first()).toMatchObject(personal)
    expect(lines.join('')).not.toMatch(/of-the-account|of-the-stream/)
  })

  it('holds the message and the stack of an error', () => {
    const { log, first } = logging()
    log.error({ error: new Error('broken') }, 'a bug')
    expect(first().error).toMatchObject({
      message: 'broken',
      stack: expect.stringContaining('log.test'),
    })
  })

  it('leaves out what is below its level', () => {
    const { log, lines } = logging({ level: 'warn' })
    log.info({}, 'not this')
    log.warn({}, 'but this')
    expect(lines).toHaveLength(1)
  })

  it('is a readable line for a person', () => {
    const { log, lines } = logging({ pretty: true })
    log.info({ turn: 2 }, 'turn.ended')
    expect(lines.join('')).toMatch(/INFO.*turn\.ended/)
    expect(lines.join('')).toContain('turn: 2')
  })
})
