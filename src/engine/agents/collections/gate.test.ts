import { describe, expect, it } from 'vitest'
import type { AuditRecord } from '../../call/command.js'
import { detectors } from '../../compliance/detectors.js'
import type { Circumstance, Lock, Standing } from '../../compliance/standing.js'
import { checkUtterance } from '../../compliance/utterance.js'
import { contextOf, type LabelledSentence, sentences } from './labelled-sentences.test-kit.js'
import { account, options, policy, talk, verifiedTalk } from './talk.test-kit.js'

const base: Standing = {
  ...{ company: options.company, callback: options.callback, account, policy },
  ...{ verified: true, noticeHeard: true, modelMayTalk: true, circumstances: [], lines: [] },
  // What "your balance after a payment of $284.50" needs is worked out by code.
  ...{ agreedCents: [28_450, 100_000, 10_700, 10_000], agreedDates: ['2026-06-03', '2026-11-30'] },
}

const locks: Readonly<Record<string, Lock>> = {
  ...{ ceased: 'cease', represented: 'attorney', bankruptcy: 'bankruptcy', deceased: 'deceased' },
  ...{ servicemember: 'servicemember', recording_refused: 'refused_recording' },
  ...{ out_of_hours: 'outside_hours', third_party: 'third_party', voicemail: 'machine' },
}
const circumstances: Readonly<Record<string, Circumstance>> = {
  ...{ disputed: 'disputed', asked_ai: 'asked_ai', driving: 'driving' },
  ...{
    inconvenient_place: 'inconvenient',
    time_restricted: 'inconvenient',
    workplace_prohibited: 'workplace',
  },
}

/** Where the call stands for a row, except that the model has the word everywhere: so the gate itself is tried, not the states. */
function standingOf(sentence: LabelledSentence): Standing {
  const context = contextOf(sentence)
  const lock = locks[context]
  const circumstance = circumstances[context]
  const early = ['pre_rpc', 'pre_recording_notice', 'third_party', 'voicemail'].includes(context)
  return {
    ...base,
    verified: !early,
    noticeHeard: !early && context !== 'post_rpc_pre_mm',
    circumstances: circumstance === undefined ? [] : [circumstance],
    ...(lock !== undefined && { lock }),
    account: {
      ...account,
      time_barred: context === 'time_barred',
      validation_notice: context === 'validation_period' ? 'in_period' : 'sent',
    },
  }
}

/** What the caller says to bring a call into a context. */
const openers: Readonly<Record<string, string>> = {
  ceased: 'stop calling me',
  represented: 'I have a lawyer',
  bankruptcy: 'I filed for bankruptcy',
  deceased: 'she passed away last month',
  servicemember: "I'm in the army on active duty",
  recording_refused: "I don't want to be recorded",
  disputed: "I don't owe this",
  asked_ai: 'are you a robot',
  driving: "I'm driving right now",
  inconvenient_place: "I'm at a funeral, this is a bad time",
  time_restricted: "mornings don't work for me, don't call then",
  workplace_prohibited: "I can't take calls at work",
  third_party: 'this is her husband',
}

/** A call that has come to where the row's sentence is said. */
function inContext(sentence: LabelledSentence): ReturnType<typeof talk> {
  const context = contextOf(sentence)
  if (['pre_rpc', 'voicemail', 'pre_recording_notice', 'third_party'].includes(context)) {
    const call = talk()
    if (context === 'third_party') call.say(openers.third_party ?? '')
    return call
  }
  if (context === 'out_of_hours') {
    const parameters = { direction: 'outbound', name: account.name, zone: account.zone }
    return talk({ call: { startedAt: '2026-11-28T03:50:00Z', parameters } })
  }
  const known = {
    ...account,
    time_barred: context === 'time_barred',
    validation_notice: context === 'validation_period' ? 'in_period' : 'sent',
  } as const
  const call = verifiedTalk({
    account: known,
    ...(context === 'post_rpc_pre_mm' && { cuts: { notice: 1 } }),
  })
  if (openers[context] !== undefined) call.say(openers[context])
  return call
}

const judge = (row: LabelledSentence) =>
  checkUtterance(standingOf(row), { text: row.text, before: '', source: 'model', at: 0 }, detectors)

describe('the gate', () => {
  const bad = sentences.filter(({ label }) => label === 'violation')
  const good = sentences.filter(({ label }) => label === 'ok')

  it.each(bad)('lets nothing of it to the wire ($category): $text', (row) => {
    const call = inContext(row)
    const before = call.spoken.length
    call.model(row.text)
    expect(call.spoken.slice(before)).not.toContain(row.text)
    expect(
      call.records.some(
        ({ kind, verdict }: AuditRecord) => kind === 'sentence' && verdict === 'block',
      ),
    ).toBe(true)
  })

  it('blocks all of them by their words alone, whatever the state lets the model do', () => {
    const passed = bad.filter((row) => judge(row).verdict === 'say')
    expect(passed.map(({ text }) => text)).toEqual([])
  })

  it('lets at least 95 % of what may be said through', () => {
    const blocked = good.filter((row) => judge(row).verdict === 'block')
    const shown = blocked.map((row) => `${row.text} | ${row.note} | ${judge(row).findings[0]?.why}`)
    expect(shown.length / good.length, shown.join('\n')).toBeLessThanOrEqual(0.05)
  })

  it('names the rule, the law and the policy it went by', () => {
    const [row] = bad
    const [found] = judge(row!).findings
    expect(found).toMatchObject({
      ...{ verdict: 'block', policy: 'us-collections', policyVersion: '1.0.0' },
      ...{ rule: expect.stringMatching(/^[A-Z]\d\d$/), citation: expect.stringContaining('USC') },
      policySha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it.each(['violations', 'debtWords', 'literals', 'redact'] as const)(
    'blocks when %s throws',
    (name) => {
      const broken = {
        ...detectors,
        [name]: () => {
          throw new Error('a bug')
        },
      }
      const standing = name === 'debtWords' ? { ...base, noticeHeard: false } : base
      const sentence = { text: 'Thank you.', before: '', source: 'model', at: 0 } as const
      const judged = checkUtterance(standing, sentence, broken)
      if (name === 'redact') expect(judged.findings[0]?.inputs).toContain('text=[not shown]')
      else expect(judged.verdict).toBe('block')
    },
  )

  it('judges a sentence in a millisecond, half of the time', () => {
    const times = sentences.map((row) => {
      const begun = performance.now()
      judge(row)
      return performance.now() - begun
    })
    const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 99
    expect(median).toBeLessThan(1)
  })
})
