import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.js'
import { compile, compileNow, parse } from './pattern.js'

const matches = (pattern: string, text: string) => compile([pattern]).test(normalise(text).text)

describe('a pattern', () => {
  it.each([
    ['stop ~2 calling', 'please stop all those calling', true],
    ['stop ~2 calling', 'stop all of those calling', false],
    ['stop ~9 calling', 'please stop. calling', false],
    ['stop calling', 'stop, calling', true],
    ['call* me', 'quit callin me', true],
    ['(a b|c) d', 'c d', true],
    ['(a b|c) d', 'a d', false],
    ['a b? c', 'a c', true],
    ['^ operator $', 'okay, operator please', true],
    ['^ operator $', 'the operator said so', false],
    ['owe !(you)', 'i owe you', false],
    ['<!(not )owe', 'i do not owe', false],
    ['will =2 call', 'i will surely call', true],
    ['will =2 call', 'i will not call', false],
    ['this is * s', 'this is joe s pizza', true],
    ['top', 'stop', false],
    ['stop', 'stopper', false],
  ])('%j on %j: %j', (pattern, text, found) => {
    expect(matches(pattern, text)).toBe(found)
  })

  it('knows the words it may begin with', () => {
    expect([...parse('a? (b|c d) e').first]).toEqual(['a', 'b', 'c'])
    expect([...parse('^ call* x').first]).toEqual(['call*'])
    expect([...parse('~1 a').first]).toContain('*')
  })

  it('that is compiled ahead matches as before', () => {
    const sticky = new RegExp(parse('stop calling').source, 'y')
    compileNow(sticky)
    expect(sticky.lastIndex).toBe(0)
    expect(sticky.test('stop calling ')).toBe(true)
  })

  it('with a class nobody defined, or brackets that do not pair, is refused', () => {
    expect(() => parse('@nothing')).toThrow('@nothing')
    expect(() => parse('(a')).toThrow('bracket')
    expect(() => parse('a)')).toThrow('bracket')
    expect(() => parse('this is [a-z]* s')).toThrow('[a-z]*')
  })
})
