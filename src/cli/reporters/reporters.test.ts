import { describe, expect, it } from 'vitest'
import type { Job } from '../replay/job.js'
import { exitCodeOf, type Outcome, type Status, unjudged } from '../replay/outcome.js'
import { parseReporters } from './choice.js'
import { githubReporter, stepSummary } from './github.js'
import { junitXml } from './junit.js'
import type { RunEnd } from './reporter.js'

function outcome(status: Status, changes: Partial<Outcome> = {}): Outcome {
  const id = changes.id ?? status.replace(' ', '-')
  const job = { id, name: id, path: `fixtures/${id}.call` } as Job
  return { ...unjudged(job, []), status, ...changes }
}

const failed = outcome('failed', {
  checks: [
    {
      ...{
        name: 'says <b> & "c"',
        result: 'failed',
        wanted: "it's ]]>",
        got: 'no\u0000\u001b[31m',
      },
      ...{ where: 'expect.yaml:4:2', at: 12_345, why: '100% of\nlines, a: b' },
    },
  ],
})
const unusable = outcome('not judged', {
  problems: [{ code: 'E_X', message: 'a < b', fix: 'do', exitCode: 3, where: 'call.json:3' }],
})
const run: RunEnd = {
  ...{ mode: 'judge', interrupted: false, wallMs: 1234, exitCode: 1 },
  outcomes: [outcome('passed'), failed, unusable, outcome('skipped')],
}

describe('the JUnit report', () => {
  const xml = junitXml(run)

  it('counts failures, errors and what was skipped', () => {
    expect(xml).toContain('tests="4" failures="1" errors="1" skipped="1" time="1.234"')
  })

  it('is well-formed whatever the texts hold', () => {
    const tags = xml.replace(/<\?.*?\?>/, '').match(/<[^>]*>/g) ?? []
    const open: string[] = []
    for (const tag of tags) {
      const name = /^<\/?([a-z]+)/.exec(tag)?.[1] ?? ''
      expect(tag).toMatch(/^<\/?[a-z]+( [a-z]+="[^"<&]*(&(amp|lt|gt|quot|apos);[^"<&]*)*")*\/?>$/)
      if (tag.startsWith('</')) expect(open.pop()).toBe(name)
      else if (!tag.endsWith('/>')) open.push(name)
    }
    expect(open).toEqual([])
    expect(xml.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|apos);)/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what XML forbids.
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
  })
})

describe('the GitHub report', () => {
  it('annotates the place, with what would end a command escaped', () => {
    const lines: string[] = []
    githubReporter(
      (line) => lines.push(line),
      () => {},
    ).end(run)
    const commands = lines.filter((line) => line.startsWith('::error'))
    expect(commands).toEqual([
      `::error file=fixtures/failed.call/expect.yaml,line=4,title=failed%3A says <b> & "c"::no\u0000\u001b[31m, wanted it's ]]>`,
      '::error file=fixtures/not-judged.call/call.json,line=3,title=not-judged%3A E_X::a < b. Fix: do',
    ])
    expect(lines.filter((line) => line.startsWith('::group::'))).toHaveLength(2)
    expect(lines.filter((line) => line === '::endgroup::')).toHaveLength(2)
  })

  it('has a table with a row for each fixture', () => {
    const rows = stepSummary(run)
      .split('\n')
      .filter((line) => line.startsWith('| '))
    expect(rows).toHaveLength(5)
  })
})

describe('exit codes', () => {
  const problem = (exitCode: 2 | 3) =>
    outcome('not judged', { problems: [{ code: 'E_X', message: '', fix: '', exitCode }] })

  it('say the worst: failed, then wrong use, then not judged', () => {
    expect(exitCodeOf([outcome('passed'), outcome('skipped')])).toBe(0)
    expect(exitCodeOf([problem(3), outcome('passed')])).toBe(3)
    expect(exitCodeOf([problem(3), problem(2)])).toBe(2)
    expect(exitCodeOf([problem(3), problem(2), outcome('failed')])).toBe(1)
  })
})

describe('the choice of reporters', () => {
  const names = (asked: Parameters<typeof parseReporters>[0], env = {}) =>
    parseReporters(asked, env).map(({ name, file }) => (file ? `${name}=${file}` : name))

  it('is a list unless something else is asked for', () => {
    expect(names({})).toEqual(['list'])
    expect(names({ reporter: ['junit=a=b.xml'] })).toEqual(['list', 'junit=a=b.xml'])
    expect(names({ reporter: ['jsonl'] })).toEqual(['jsonl'])
    expect(names({ reporter: ['list', 'json'] })).toEqual(['list', 'json'])
  })

  it('is JSON for --json, --output json and its variable', () => {
    expect(names({ json: true })).toEqual(['json'])
    expect(names({ output: 'json', reporter: ['json'] })).toEqual(['json'])
    expect(names({}, { VOICE_AGENT_OUTPUT: 'json' })).toEqual(['json'])
    expect(names({ output: 'plain' }, { VOICE_AGENT_OUTPUT: 'json' })).toEqual(['list'])
  })

  it('has the GitHub one by itself on GitHub Actions, once', () => {
    const env = { GITHUB_ACTIONS: 'true' }
    expect(names({}, env)).toEqual(['list', 'github'])
    expect(names({ reporter: ['github', 'list'] }, env)).toEqual(['github', 'list'])
  })
})
