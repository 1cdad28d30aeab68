import { describe, expect, test } from 'vitest'
import type { Agent } from '../agent/agent.js'
import { readTool, Talk, testAgent } from './talk.test-kit.js'

const greeting = 'Hello, how can I help you today?'

function greeted(...options: ConstructorParameters<typeof Talk>): Talk {
  return new Talk(...options).start().untilQuiet()
}

/** The agent is in the middle of a long answer. */
function midAnswer(...[agent, policy, world]: ConstructorParameters<typeof Talk>): Talk {
  const words =
    'Your order left our warehouse on Monday morning, and it should reach you by Thursday. ' +
    'The carrier will call you an hour before, so please keep your phone nearby that day.'
  const talk = greeted(agent, policy, { model: () => ({ words }), ...world })
  talk.says('Where is my order?', 900).wait(4000)
  expect(talk.played.at(-1)?.reply).toBe(2)
  return talk
}

describe('a plain conversation', () => {
  test('the agent opens, and the greeting enters the conversation once it was heard', () => {
    const talk = new Talk().start().wait(500)
    expect(talk.texts).toEqual([])
    talk.untilQuiet()
    expect(talk.texts).toEqual([`assistant: ${greeting}`])
    expect(talk.notes('reply.heard')[0]).toMatchObject({ text: greeting, evidence: 'mark' })
  })

  test('a question is answered after a short silence, sentence by sentence', () => {
    const talk = greeted()
    talk.says('Can you change my address please?', 1500).wait(1500)
    const spokeUntil = talk.at
    talk.wait(6000)
    const turn = talk.notes('turn.ended')[0]
    expect(turn?.text).toBe('Can you change my address please?')
    expect(turn?.at).toBeGreaterThan(spokeUntil + 450)
    expect(turn?.at).toBeLessThan(spokeUntil + 650)
    expect(talk.said).toEqual([greeting, 'All right.', 'I will do that for you now.'])
    expect(talk.texts).toEqual([
      `assistant: ${greeting}`,
      'user: Can you change my address please?',
      'assistant: All right. I will do that for you now.',
    ])
  })

  test('a caller who goes on within the silence makes one turn of two segments', () => {
    const talk = greeted()
    talk.says('My number is', 800).says('five five five oh one two three', 2000, 1700)
    talk.wait(7000)
    expect(talk.notes('turn.ended').map((turn) => turn.text)).toEqual([
      'My number is five five five oh one two three',
    ])
    expect(talk.commands('generate')).toHaveLength(1)
  })

  test('the caller may speak first, and the opening is not said then', () => {
    const talk = new Talk(testAgent() as Agent, { opening: { by: 'caller' } }).start()
    talk.says('Hello?', 500, 300).wait(2000).untilQuiet()
    expect(talk.texts[0]).toBe('user: Hello?')
    expect(talk.said).not.toContain(greeting)
  })

  test.each([
    ['has no words', 0],
    ['never comes', undefined],
  ])('a caller who speaks first is greeted at once when what they said %s', (_, sttDelay) => {
    const opening = { by: 'caller', greetAfterMs: 60_000 } as const
    const world = { sttDelay, partials: false }
    const talk = new Talk(testAgent() as Agent, { opening }, world).start()
    talk.says('', 600, 500).wait(6000)
    expect(talk.said).toEqual([greeting])
    const { transcriptMs } = talk.state.policy.endpoint
    const latest = 1100 + 300 + (sttDelay ?? transcriptMs)
    expect(talk.commands('synthesize')[0]?.at).toBeLessThan(latest)
  })

  test('a caller who does not speak first is greeted after a while', () => {
    const talk = new Talk(testAgent() as Agent, { opening: { by: 'caller' } }).start().wait(2900)
    expect(talk.said).toEqual([])
    talk.wait(200)
    expect(talk.said).toEqual([greeting])
  })
})

describe('barge-in', () => {
  test('speech pauses the agent at once, and words end its turn where it was heard', () => {
    const talk = midAnswer()
    const onset = talk.at
    talk.says('No wait, I moved last month', 1800).wait(3000).untilQuiet()
    const [paused] = talk.notes('agent.paused')
    const [interrupted] = talk.notes('agent.interrupted')
    expect(paused?.at).toBeGreaterThan(onset + 100)
    expect(paused?.at).toBeLessThan(onset + 200)
    expect(talk.commands('clear')[0]?.at).toBe(paused?.at)
    expect(interrupted?.by).toBe('words')
    expect(interrupted?.at).toBeLessThan(onset + 700)
    const cut = talk.state.conversation.find((m) => m.role === 'assistant' && m.cutOff)
    expect(cut).toMatchObject({ text: interrupted?.heard })
    expect(interrupted?.heard.length).toBeGreaterThan(10)
    expect(talk.texts).toContain('user: No wait, I moved last month')
  })

  test('an uh-huh pauses the agent for at most 1.2 s and ends nothing', () => {
    const talk = midAnswer()
    talk.says('uh-huh', 400).wait(14_000)
    expect(talk.notes('agent.interrupted')).toEqual([])
    const [paused] = talk.notes('agent.paused')
    const [resumed] = talk.notes('agent.resumed')
    expect(resumed).toMatchObject({ why: 'backchannel' })
    expect((resumed?.at ?? 0) - (paused?.at ?? 0)).toBeLessThan(1200)
    expect(talk.notes('words.ignored')).toMatchObject([{ text: 'uh-huh', why: 'backchannel' }])
    expect(talk.notes('turn.ended')).toHaveLength(1)
    expect(talk.texts.at(-1)).toMatch(/^assistant: Your order left .* that day\.$/)
  })

  test('a resumed agent begins with the clause that was cut', () => {
    const talk = midAnswer()
    talk.says('', 400).wait(2000)
    const [paused] = talk.notes('agent.paused')
    const [resumed] = talk.notes('agent.resumed')
    expect(resumed?.why).toBe('noise')
    expect(resumed?.fromMs).toBeLessThanOrEqual(paused?.heardMs ?? 0)
    expect((paused?.heardMs ?? 0) - (resumed?.fromMs ?? 0)).toBeLessThanOrEqual(2000)
  })

  test('sound without words takes the floor after a second, and the agent asks what was said', () => {
    const talk = midAnswer(undefined, {}, { partials: false })
    talk.says('', 1600).wait(4000)
    expect(talk.notes('agent.interrupted')).toMatchObject([{ by: 'duration' }])
    expect(talk.said.at(-1)).toBe(talk.state.policy.lines.unheard)
  })

  test('a mark of an old epoch does not count as heard', () => {
    const talk = midAnswer()
    talk.says('uh-huh', 400).wait(2500)
    expect(talk.notes('agent.resumed')).toHaveLength(1)
    const { epoch, sentTo, provenTo } = talk.state.playout
    expect(provenTo).toBeLessThan(sentTo)
    talk.happen({ type: 'transport.mark', mark: { epoch: epoch - 1, endMs: sentTo } })
    expect(talk.state.playout.provenTo).toBe(provenTo)
  })

  test('nothing of a cancelled reply is played or said after it was interrupted', () => {
    const talk = midAnswer()
    talk.says('Stop, please stop', 900).wait(600)
    const [interrupted] = talk.notes('agent.interrupted')
    const at = interrupted?.at ?? Number.POSITIVE_INFINITY
    talk.happen({ type: 'llm.text', reply: 2, request: 1, text: 'Late words. ' })
    const { sentence } = talk.state.ids
    talk.happen({ type: 'tts.audio', reply: 2, sentence, mulaw: new Uint8Array(8000), level: -20 })
    expect(talk.commands('play').filter((p) => p.reply === 2 && p.at >= at)).toEqual([])
    expect(talk.said).not.toContain('Late words.')
  })

  test('a late token of a cancelled reply is not spoken by the next one', () => {
    const model = (request: number) => (request === 2 ? { first: 3000 } : {})
    const talk = midAnswer(undefined, {}, {})
    Object.assign(talk.world, { model })
    talk.says('No wait, I moved last month', 1800).wait(3000)
    expect(talk.state.reply?.request?.id).toBe(2)
    talk.happen({ type: 'llm.text', reply: 2, request: 1, text: 'Late words. ' }).wait(3000)
    expect(talk.said).not.toContain('Late words.')
  })

  test('broken sound that never becomes speech does not hold the agent for more than 1.2 s', () => {
    const talk = midAnswer()
    for (let i = 0; i < 12; i++) talk.says('', i === 0 ? 140 : 30, i * 190)
    talk.wait(3000)
    const [paused] = talk.notes('agent.paused')
    const [resumed] = talk.notes('agent.resumed')
    expect((resumed?.at ?? Number.POSITIVE_INFINITY) - (paused?.at ?? 0)).toBeLessThanOrEqual(1200)
    expect(talk.notes('agent.interrupted')).toEqual([])
  })

  test('barge-in before the first audio cancels the reply without a trace', () => {
    const talk = greeted(undefined, {}, { model: () => ({ first: 1200, words: 'Sure, I can.' }) })
    talk.says('I want to pay', 900).says('actually tell me the balance', 1500, 1700).wait(3300)
    expect(talk.notes('agent.interrupted')).toMatchObject([{ heard: '' }])
    talk.wait(4000)
    expect(talk.texts.slice(1)).toEqual([
      'user: I want to pay',
      'user: actually tell me the balance',
      'assistant: Sure, I can.',
    ])
  })

  test('an answer over the last syllables of a question is an answer', () => {
    const talk = new Talk().start().wait(1700)
    talk.says('yes', 400).wait(3000)
    expect(talk.notes('turn.ended')).toMatchObject([{ text: 'yes' }])
    expect(talk.notes('words.ignored')).toEqual([])
  })

  test('a hello before the opening was heard does not cost the opening', () => {
    const talk = new Talk(undefined, {}, { voiceDelay: { main: 1000, backup: 50 } }).start()
    talk.says('Hello?', 450, 100).wait(2000).untilQuiet()
    expect(talk.texts).toEqual([`assistant: ${greeting}`])
  })

  test('the caller cannot stop a line that is not interruptible, and is answered after it', () => {
    const line = 'This call is recorded for quality and training purposes, thank you.'
    const agent = testAgent({
      onCallStarted: (state) => ({
        state,
        directives: [{ type: 'say', id: 'notice', text: line, interruptible: false }],
      }),
    }) as Agent
    const talk = new Talk(agent).start().wait(800)
    talk.says('Who is calling me today', 1200).wait(12_000)
    expect(talk.notes('agent.paused')).toEqual([])
    expect(talk.texts.slice(0, 2)).toEqual([`assistant: ${line}`, 'user: Who is calling me today'])
    expect(talk.state.agent).toEqual(['notice:heard:mark'])
  })

  test('what was said during such a line and what interrupts the next are one turn', () => {
    const say = { type: 'say', id: '' } as const
    const agent = testAgent({
      onCallStarted: (state) => ({
        state,
        directives: [
          { ...say, text: 'This call is recorded, please know that.', interruptible: false },
          { ...say, text: 'And now I will tell you a very long story.', interruptible: true },
        ],
      }),
    }) as Agent
    const talk = new Talk(agent).start().wait(400)
    talk.says('Who is calling', 700).says('tell me who you are', 1200, 2800).wait(9000)
    expect(talk.texts.filter((text) => text.startsWith('user'))).toEqual([
      'user: Who is calling tell me who you are',
    ])
  })

  test('the echo of the agent neither pauses nor interrupts it', () => {
    const talk = midAnswer()
    talk.says('', 2500, 0, -43).wait(5000)
    expect(talk.notes('agent.paused')).toEqual([])
    expect(talk.notes('speech.started')).toHaveLength(1)
  })

  test('a carrier behind its schedule is cleared all the same', () => {
    const talk = midAnswer()
    talk.world.marks = false
    talk.wait(100)
    while (talk.at < talk.state.playout.dryAt + 200) talk.wait(20)
    expect(talk.state.reply?.id).toBe(2)
    const clears = talk.commands('clear').length
    talk.says('No wait, stop that please', 1200).wait(500)
    expect(talk.commands('clear').length).toBeGreaterThan(clears)
  })

  test('a lone # over the agent says nothing', () => {
    const talk = new Talk().start().wait(600).happen({ type: 'transport.dtmf', digit: '#' })
    expect(talk.notes('agent.interrupted')).toEqual([])
  })

  test('a key stops the agent at once', () => {
    const talk = midAnswer().happen({ type: 'transport.dtmf', digit: '9' })
    expect(talk.notes('agent.interrupted')).toMatchObject([{ by: 'keypad' }])
    talk.wait(2600)
    expect(talk.texts.at(-1)).toBe('user: [keypad] 9')
  })
})

describe('waits', () => {
  test('words that never come are asked for again, and the third time the agent says goodbye', () => {
    const talk = greeted(undefined, {}, { sttDelay: undefined, partials: false })
    for (let i = 0; i < 3; i++) talk.says('I cannot be heard', 1200).wait(4200).untilQuiet()
    const { unheard, trouble } = talk.state.policy.lines
    expect(talk.said.slice(1)).toEqual([unheard, unheard, trouble])
    expect(talk.commands('hangUp')).toHaveLength(1)
  })

  test('partial words are used when the final never comes', () => {
    const talk = greeted(undefined, {}, { sttDelay: undefined })
    talk.says('I want to pay my bill', 1500).wait(5000)
    expect(talk.notes('turn.ended')[0]?.text).toMatch(/^I want to pay/)
  })

  test('a model that stays silent is bridged by a filler and a second line, and given up with the sorry line', () => {
    const talk = greeted(undefined, {}, { model: () => ({ stalls: true }) })
    talk.says('What is my balance today?', 1200).wait(12_000)
    const { filler, slow, sorry } = talk.state.policy.lines
    expect(talk.said.slice(1, 4)).toEqual([filler, slow, sorry])
    const ended = talk.notes('turn.ended')[0]?.at ?? 0
    const audible = talk.played.filter((span) => span.reply === 2)
    expect((audible[0]?.from ?? 0) - ended).toBeLessThan(1800)
    expect(talk.texts.filter((text) => text.includes(filler))).toEqual([])
  })

  test('a failed request is tried once more before the agent says sorry', () => {
    const late = { speculation: { perTurn: 0 } }
    const talk = greeted(undefined, late, { model: () => ({ first: 50, fails: 'UNAVAILABLE' }) })
    talk.says('What is my balance today?', 1200).wait(6000)
    expect(talk.commands('generate')).toHaveLength(2)
    expect(talk.said.at(-1)).toBe(talk.state.policy.lines.sorry)
  })

  test('an error in mid-sentence keeps what was said and says sorry', () => {
    const model = () => ({ words: 'Your balance is fine. It is', fails: 'UNAVAILABLE' }) as const
    const talk = greeted(undefined, {}, { model })
    talk.says('What is my balance today?', 1200).wait(12_000)
    expect(talk.said.slice(1)).toEqual(['Your balance is fine.', talk.state.policy.lines.sorry])
  })

  test('a silent voice is replaced by the backup voice', () => {
    const talk = new Talk(undefined, {}, { voiceDelay: { main: undefined, backup: 50 } })
    talk.start().wait(1600).untilQuiet()
    expect(talk.commands('synthesize').map((c) => c.voice)).toEqual(['main', 'backup'])
    expect(talk.texts).toEqual([`assistant: ${greeting}`])
  })

  test('a voice that breaks off in mid-sentence is followed by the backup voice at the next word', () => {
    const talk = new Talk(undefined, {}, { voiceDelay: { main: undefined, backup: 50 } }).start()
    const words = [
      { text: 'Hello,', from: 0, to: 400 },
      { text: 'how', from: 400, to: 700 },
      { text: 'can', from: 700, to: 1000 },
    ]
    const mulaw = new Uint8Array(800 * 8)
    talk.wait(100).happen({ type: 'tts.audio', reply: 1, sentence: 1, mulaw, level: -20, words })
    talk.happen({ type: 'provider.failed', part: 'tts', of: 1, code: 'UNAVAILABLE' }).untilQuiet()
    expect(talk.said).toEqual([greeting, 'can I help you today?'])
    expect(talk.texts).toEqual([`assistant: ${greeting}`])
  })

  test('a fixed line whose voice broke is reported heard once, at its end', () => {
    const talk = new Talk(undefined, {}, { voiceDelay: { main: undefined, backup: 800 } }).start()
    const words = [
      { text: 'Hello,', from: 0, to: 400 },
      { text: 'how', from: 400, to: 700 },
    ]
    const mulaw = new Uint8Array(900 * 8)
    talk.wait(100).happen({ type: 'tts.audio', reply: 1, sentence: 1, mulaw, level: -20, words })
    talk.happen({ type: 'provider.failed', part: 'tts', of: 1, code: 'UNAVAILABLE' }).wait(8000)
    const heard = talk.notes('line.heard')
    expect(heard).toHaveLength(1)
    expect(heard[0]?.at).toBe(talk.notes('reply.heard')[0]?.at)
  })

  test('the backup voice is heard from its first sound, whatever the main one had begun', () => {
    const talk = new Talk(undefined, {}, { voiceDelay: { main: undefined, backup: 800 } }).start()
    const words = [{ text: 'Hello,', from: 0, to: 400 }]
    const mulaw = new Uint8Array(100 * 8).fill(1)
    talk.wait(100).happen({ type: 'tts.audio', reply: 1, sentence: 1, mulaw, level: -20, words })
    talk.wait(6000)
    const sent = talk.commands('play').reduce((sum, { mulaw }) => sum + mulaw.length / 8, 0)
    expect(sent).toBe(100 + (greeting.length + 1) * talk.world.msPerLetter)
    expect(talk.texts).toEqual([`assistant: ${greeting}`])
  })

  test('audio of a later sentence does not excuse a voice that owes an earlier one', () => {
    const talk = greeted()
    Object.assign(talk.world.voiceDelay, { main: undefined })
    talk.says('What is my balance today?', 1200).wait(2500)
    const [first, second] = talk.commands('synthesize').slice(1)
    const mulaw = new Uint8Array(800)
    for (let i = 0; i < 8; i++) {
      const sentence = second?.sentence ?? 0
      talk.wait(300).happen({ type: 'tts.audio', reply: 2, sentence, mulaw, level: -20 })
    }
    const again = talk.commands('synthesize').find((command) => command.voice === 'backup')
    expect(again?.text).toBe(first?.text)
    expect((again?.at ?? 0) - (first?.at ?? 0)).toBe(talk.state.policy.reply.voiceMs)
  })

  test('what no voice could finish is not in the conversation', () => {
    const talk = new Talk(undefined, {}, { voiceDelay: { main: undefined, backup: undefined } })
    talk.start().wait(1600)
    const mulaw = new Uint8Array(500 * 8)
    const { sentence } = talk.state.ids
    talk.happen({ type: 'tts.audio', reply: 1, sentence, mulaw, level: -20 }).wait(8000)
    expect(talk.state.phase).toBe('ended')
    expect(talk.texts.join()).not.toContain('today')
  })

  test('without any voice the call ends instead of staying silent', () => {
    const talk = new Talk(undefined, {}, { voiceDelay: { main: undefined, backup: undefined } })
    talk.start().wait(5000)
    expect(talk.commands('hangUp')).toMatchObject([{ why: 'no voice' }])
  })

  test('a carrier without marks is believed by time, and the record says so', () => {
    const talk = greeted(undefined, {}, { marks: false })
    expect(talk.notes('reply.heard')).toMatchObject([{ evidence: 'time' }])
    expect(talk.state.agent).toEqual(['greeting:heard:time'])
  })

  test('a silent caller is asked twice, told goodbye, and the call ends', () => {
    const talk = greeted().wait(60_000)
    const { reprompts, goodbye } = talk.state.policy.lines
    expect(talk.said.slice(1)).toEqual([...reprompts, goodbye])
    expect(talk.commands('hangUp')).toHaveLength(1)
    expect(talk.state.phase).toBe('ended')
    expect(talk.state.timers).toEqual({})
  })

  test('the longest call ends with a line that was heard before the line is dropped', () => {
    const talk = greeted(undefined, { limits: { callMs: 5000 }, idle: { afterMs: 60_000 } })
    talk.wait(10_000)
    expect(talk.said.at(-1)).toBe(talk.state.policy.lines.limit)
    const heard = talk.notes('reply.heard').at(-1)
    expect(talk.commands('hangUp')[0]?.at).toBe(heard?.at)
  })
})

describe('the line', () => {
  test('a stall in mid-speech is not the end of the turn, and no audio is lost', () => {
    const talk = greeted()
    talk.says('I would like to change the address on my account', 3000).wait(1000)
    talk.world.frames = false
    const from = talk.at
    talk.wait(500)
    for (let mediaAt = from; mediaAt < talk.at; mediaAt += 20) {
      talk.happen({ type: 'transport.audio', frame: { mulaw: new Uint8Array(160), mediaAt } })
    }
    talk.world.frames = true
    talk.wait(4000)
    expect(talk.notes('turn.ended')).toHaveLength(1)
    expect(talk.notes('turn.ended')[0]?.text).toBe(
      'I would like to change the address on my account',
    )
    const sent = talk.commands('transcribe').map((c) => c.frame.mediaAt)
    expect(new Set(sent).size).toBe(sent.length)
    expect(sent).toContain(from + 240)
  })

  test('a carrier that sends nothing in silence still ends the turn', () => {
    const talk = greeted()
    talk.says('What is my balance today?', 1200).wait(1200)
    talk.world.frames = false
    talk.wait(2000)
    expect(talk.notes('turn.ended')).toHaveLength(1)
  })

  test('a frame that comes twice is looked at once', () => {
    const talk = greeted()
    const before = talk.commands('scoreSpeech').length
    const frame = { mulaw: new Uint8Array(160), mediaAt: talk.state.line.receivedTo }
    talk.happen({ type: 'transport.audio', frame }).happen({ type: 'transport.audio', frame })
    expect(talk.commands('scoreSpeech')).toHaveLength(before + 1)
  })

  test('what the caller was saying when they hung up is kept', () => {
    const talk = greeted()
    talk.says('I am going to hang up now', 2000).wait(1400)
    talk.happen({ type: 'transport.closed', reason: 'caller' })
    expect(talk.texts.at(-1)).toMatch(/^user: I am going/)
    expect(talk.state.phase).toBe('ended')
  })
})

describe('results that come late or twice', () => {
  test('a repeated final changes nothing and is noted', () => {
    const talk = greeted()
    talk.says('What is my balance today?', 1200).wait(1700)
    talk.happen({ type: 'stt.final', segment: 1, text: 'What is my balance today?' }).untilQuiet()
    expect(talk.notes('turn.ended')).toHaveLength(1)
    expect(talk.notes('words.ignored')).toMatchObject([{ why: 'duplicate' }])
  })

  test('a final of a turn that was given up never starts a reply', () => {
    const talk = greeted(undefined, {}, { sttDelay: undefined, partials: false })
    talk.says('Hear me now please', 1200).wait(4200)
    const replies = talk.notes('reply.started').length
    talk.happen({ type: 'stt.final', segment: 1, text: 'Hear me now please' }).wait(3000)
    expect(talk.notes('words.ignored')).toMatchObject([{ why: 'late', text: 'Hear me now please' }])
    expect(talk.notes('reply.started')).toHaveLength(replies)
  })
})

describe('tools', () => {
  const agent = testAgent({ tools: [readTool, { ...readTool, name: 'pay', effect: 'write' }] })
  const asks = (name: string) => (request: number) =>
    request === 1
      ? { words: 'One second.', tools: [{ id: 'call_1', name }] }
      : { words: 'It is forty dollars.' }

  test('the model goes on with the result, and each call has its message', () => {
    const talk = greeted(agent as Agent, {}, { model: asks('look_up') })
    talk.says('What is my balance today?', 1200).wait(2600)
    expect(talk.commands('callTool')).toHaveLength(1)
    talk.happen({ type: 'tool.returned', id: 'call_1', output: '{"balance":40}' }).untilQuiet()
    expect(talk.commands('generate')[1]?.messages.map((m) => m.role)).toEqual([
      'system',
      'assistant',
      'user',
      'assistant',
      'tool',
    ])
    expect(talk.texts.slice(2)).toEqual([
      'assistant: One second.',
      'tool: {"balance":40}',
      'assistant: It is forty dollars.',
    ])
  })

  test('a slow tool is bridged by its line, and a tool without end is given up', () => {
    const talk = greeted(agent as Agent, {}, { model: asks('look_up') })
    talk.says('What is my balance today?', 1200).wait(20_000)
    expect(talk.said).toContain('Let me look that up.')
    expect(talk.texts).toContain('tool: {"error":"TIMEOUT"}')
    expect(talk.texts.at(-1)).toBe('assistant: It is forty dollars.')
  })

  test('a write that outlives its reply still enters the conversation', () => {
    const talk = greeted(agent as Agent, {}, { model: asks('pay') })
    talk.says('Please pay my bill now', 1200).wait(2900)
    talk.says('Hold on, stop that please', 1200).wait(2500)
    talk.happen({ type: 'tool.returned', id: 'call_1', output: '{"paid":true}' })
    expect(talk.notes('tool.late')).toHaveLength(1)
    expect(talk.texts).toContain('tool: {"paid":true}')
  })

  test('a model that fails after asking for a tool does not leave the call waiting for it', () => {
    const model = (request: number) =>
      request === 1
        ? ({
            words: 'One second.',
            tools: [{ id: 'call_1', name: 'look_up' }],
            fails: 'TIMEOUT',
          } as const)
        : {}
    const talk = greeted(agent as Agent, {}, { model })
    talk.says('What is my balance today?', 1200).wait(9000)
    expect(talk.said.slice(1)).toEqual([talk.state.policy.lines.sorry])
    expect(talk.notes('reply.heard')).toHaveLength(2)
    expect(talk.commands('callTool')).toEqual([])
  })

  test('without a voice a reply that waits for a tool ends the call too', () => {
    const talk = greeted(agent as Agent, {}, { model: asks('look_up') })
    Object.assign(talk.world.voiceDelay, { main: undefined, backup: undefined })
    talk.says('What is my balance today?', 1200).wait(8000)
    expect(talk.commands('hangUp')).toMatchObject([{ why: 'no voice' }])
  })

  test('a write that was asked for but never started is marked as not done', () => {
    const model = () => ({
      words: 'I will pay that now for you, just a second please.',
      tools: [{ id: 'call_1', name: 'pay' }],
      stalls: true,
    })
    const talk = greeted(agent as Agent, {}, { model })
    talk.says('Please pay my bill now', 1200).wait(3500)
    talk.says('Hold on, stop that please', 1200).wait(2500)
    expect(talk.state.openTools).toEqual([])
    expect(talk.notes('tool.not-done')).toHaveLength(1)
    expect(talk.texts.join()).toContain('not done')
  })

  test('a read that is cut off is marked as not done', () => {
    const talk = greeted(agent as Agent, {}, { model: asks('look_up') })
    talk.says('What is my balance today?', 1200).wait(2900)
    talk.says('Hold on, stop that please', 1200).wait(1500)
    expect(talk.notes('tool.not-done')).toHaveLength(1)
    expect(talk.texts.some((text) => text.startsWith('tool: {"error":"not done'))).toBe(true)
  })

  test('an unknown tool is answered with an error, not with silence', () => {
    const talk = greeted(agent as Agent, {}, { model: asks('fly') })
    talk.says('What is my balance today?', 1200).wait(2600).untilQuiet()
    expect(talk.commands('callTool')).toEqual([])
    expect(talk.texts).toContain('tool: {"error":"there is no tool fly"}')
  })
})

describe('the agent decides', () => {
  test('a blocked sentence is never synthesized, and the fixed line takes its place', () => {
    const agent = testAgent({
      check: (_, { text }) =>
        text.includes('debt') ? { verdict: 'block', why: 'debt' } : { verdict: 'say' },
    })
    const words = 'Of course. You owe a debt of forty dollars. Anything else?'
    const talk = greeted(agent as Agent, {}, { model: () => ({ words }) })
    talk.says('What is my balance today?', 1200).wait(9000)
    expect(talk.said.slice(1)).toEqual(['Of course.', talk.state.policy.lines.blocked])
    expect(talk.commands('cancelRequest')).toHaveLength(1)
    expect(talk.texts.join()).not.toContain('debt')
  })

  test('a check that throws blocks', () => {
    const agent = testAgent({
      check: (_, { source }) => {
        if (source === 'model') throw new Error('broken')
        return { verdict: 'say' }
      },
    })
    const talk = greeted(agent as Agent)
    talk.says('What is my balance today?', 1200).wait(6000)
    expect(talk.said.slice(1)).toEqual([talk.state.policy.lines.blocked])
  })

  test('the call ends after the goodbye was heard, not when it was sent', () => {
    const agent = testAgent({
      onCallerTurn: (state) => ({
        state,
        directives: [
          { type: 'say', id: 'bye', text: 'Thank you for calling, goodbye.', interruptible: true },
          { type: 'end', why: 'done' },
        ],
      }),
    })
    const talk = greeted(agent as Agent)
    talk.says('That is all, thanks', 1200).wait(10_000)
    const [hangUp] = talk.commands('hangUp')
    expect(hangUp?.why).toBe('done')
    expect(hangUp?.at).toBeGreaterThan(talk.played.at(-1)?.to ?? 0)
  })

  test('what the agent wants after a line was heard becomes its next reply', () => {
    const agent = testAgent({
      onHeard: (state, line) => ({
        state,
        directives:
          line.id === 'greeting'
            ? [{ type: 'say', id: 'more', text: 'This call is recorded.', interruptible: true }]
            : [],
      }),
    })
    const talk = new Talk(agent as Agent).start().untilQuiet().untilQuiet()
    expect(talk.texts).toEqual([`assistant: ${greeting}`, 'assistant: This call is recorded.'])
  })

  test('an audit record leaves before the speech that follows it', () => {
    const agent = testAgent({
      onCallerTurn: (state) => ({
        state,
        directives: [
          { type: 'audit', record: { kind: 'consent' } },
          { type: 'say', id: 'ok', text: 'Thank you.', interruptible: true },
        ],
      }),
    })
    const talk = greeted(agent as Agent)
    talk.says('I agree to that, yes', 1200).wait(2500)
    const order = talk.log.map((entry) => entry.command.type)
    expect(order.indexOf('audit')).toBeGreaterThan(0)
    expect(order.indexOf('audit')).toBeLessThan(order.lastIndexOf('synthesize'))
  })
})
