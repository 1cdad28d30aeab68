import { describe, expect, it } from 'vitest'
import { normalise } from '../normalise.js'
import { learnedFindings } from './learned-findings.js'
import { LinearModel } from './linear-model.js'

const weights =
  'stop_it,-100,50;other,-900,0\nSTOP,0,80 STOP~CALL,0,120,1,500 =please,0,-30 LAWYER,1,200'

function found(text: string, silent: readonly string[] = []) {
  return learnedFindings(new LinearModel(weights), normalise(text), text, new Set(silent))
}

describe('a linear model', () => {
  it('finds a category when the weights of the words reach over its threshold', () => {
    expect(found('quit the calls')).toHaveLength(1)
    expect(found('quit it')).toEqual([])
    expect(found('calls')).toEqual([])
  })

  it('reads words of one class alike', () => {
    for (const text of ['cease calling', 'STOP phoning', 'refrain from contacting'])
      expect(found(text).map(({ category }) => category)).toEqual(['stop_it'])
  })

  it('says which words carried it, the heaviest first, and the stretch they span', () => {
    const text = 'well, please QUIT all calls'
    expect(found(text)).toEqual([
      {
        ...{ category: 'stop_it', words: 'QUIT all calls', start: 13, end: 27 },
        carriers: ['QUIT all calls', 'QUIT'],
      },
    ])
  })

  it('is silent where it may not speak', () => {
    expect(found('stop calling', ['stop_it'])).toEqual([])
  })

  it('tells by how much a category is over its threshold, in log-odds', () => {
    const [hit] = new LinearModel(weights).hits(normalise('stop calling'))
    expect(hit?.margin).toBeCloseTo(-1 - 0.5 + 0.8 + 1.2)
  })

  it('pairs no words across the end of a sentence', () => {
    expect(found('I stop. Calls?')).toEqual([])
  })
})
