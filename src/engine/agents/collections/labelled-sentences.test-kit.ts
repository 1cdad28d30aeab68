/** What an agent may and may not say, as labelled by somebody else (`bench/compliance/shared_agent.jsonl`), and where in a call it is said. */
import { readFileSync } from 'node:fs'

export interface LabelledSentence {
  readonly text: string
  readonly label: 'violation' | 'ok'
  readonly category: string
  readonly note: string
}

const file = new URL('../../../../bench/compliance/shared_agent.jsonl', import.meta.url)

export const sentences: readonly LabelledSentence[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

/** The state of the call that the label is meant for. */
export const contextOf = ({ note }: LabelledSentence): string =>
  /ctx=(\w+)/.exec(note)?.[1] ?? 'post_mm'
