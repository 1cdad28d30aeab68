import { describe, expect, it } from 'vitest'
import { collectionsAgent } from '../../engine/agents/collections/agent.js'
import { account, options, policy } from '../../engine/agents/collections/talk.test-kit.js'
import type { LanguageModel, ToolRunner } from '../../engine/providers/provider.js'
import { scripted, testStack } from './talk.test-kit.js'

const tools: ToolRunner = {
  run: async ({ name }) => JSON.stringify(name === 'find_account' ? { account } : { noted: true }),
}

/** Reports what it is told to, whenever it may. */
function reporting(category: string, asked: string[][]): LanguageModel {
  return {
    async *generate(_, given) {
      asked.push(given.tools.map(({ name }) => name))
      const input = JSON.stringify({ category, words: 'I am done with all of you' })
      const call = { id: 'c1', name: 'report_event', input }
      if (given.tools.length > 0) yield { type: 'toolCall', call }
      else yield { type: 'text', text: 'I see.' }
      yield { type: 'ended', usage: { inputTokens: 1, outputTokens: 1 } }
    },
  }
}

async function talked(category: string) {
  const asked: string[][] = []
  const stack = testStack(
    { llm: reporting(category, asked), tools },
    collectionsAgent(options, policy),
  )
  const rows = ['this is Dana', '62704', '1984', 'well I am done with all of you', 'and now']
  const held = await scripted(
    rows.map((say) => ({ say })),
    stack,
  )
  const said = held.events.flatMap((event) => (event.type === 'agent' ? [event.text] : []))
  return { ...held, said, asked }
}

describe('a call in which the model reports an event', () => {
  it('is locked: the fixed line is said and the model is not asked again', async () => {
    const { said, asked, error } = await talked('cease_contact')
    expect(error).toBeUndefined()
    expect(said.join(' ')).toContain('this number will not be called again')
    expect(asked).toEqual([['report_event']])
  })

  it('goes on with the words of the model where the report changes nothing', async () => {
    const { said, asked } = await talked('nothing_like_it')
    expect(asked.slice(0, 2)).toEqual([['report_event'], []])
    expect(said.join(' ')).toContain('I see.')
  })
})
