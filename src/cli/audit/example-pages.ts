/** The pages of three recorded calls, as `audit show` prints them, for the documents. */
import { fileURLToPath } from 'node:url'
import {
  auditFormat,
  chainLine,
  closedKind,
  firstHash,
  recordsIn,
  verifyChain,
} from '../../engine/compliance/audit-chain.js'
import { postCall } from '../../engine/compliance/post-call.js'
import { readFixture } from '../../engine/fixture/read.js'
import { sha256 } from '../../engine/policy/load-policy.js'
import { simulate } from '../../engine/replay/simulate.js'
import { simulator } from '../replay/simulator.js'
import { officersPage } from './page.js'
import { integrityOf } from './show.js'

const examples = [
  {
    id: 'collections-promise',
    told: 'A consumer is verified, hears the notice, and promises to pay.',
  },
  { id: 'collections-card', told: 'A consumer reads out a card number.' },
  { id: 'collections-threats', told: 'The model threatens, and nobody hears it.' },
]

const intro = `# Records of three calls

Three of the recorded calls in \`fixtures/\`, as \`voice-agent audit show\` prints their records. Written by \`npm run records\`; a test fails when
they are not what the program prints today.
`

/** @returns the text of \`docs/compliance-records.md\` */
export async function examplePages(): Promise<string> {
  const sections: string[] = [intro]
  for (const { id, told } of examples)
    sections.push(`## ${told}\n\nThe call \`${id}\`:\n\n\`\`\`text\n${await pageOf(id)}\n\`\`\`\n`)
  return sections.join('\n')
}

async function pageOf(id: string): Promise<string> {
  const directory = fileURLToPath(new URL(`../../../fixtures/${id}.call`, import.meta.url))
  const { value: fixture, problems } = readFixture(directory)
  if (fixture === undefined) throw problems[0] ?? new Error('read nothing and found no problem')
  const { entries } = await simulate(fixture, simulator())
  const text = asFile(
    entries.flatMap(({ commands }) =>
      commands.flatMap((command) => (command.type === 'audit' ? [command.record] : [])),
    ),
  )
  return officersPage(postCall(recordsIn(text)), integrityOf(verifyChain(text, sha256)))
}

/** What a server would have written of these records. */
function asFile(records: ReturnType<typeof recordsIn>): string {
  const opened = { kind: 'audit.opened', format: auditFormat, call: '' }
  const all = [opened, ...records, { kind: closedKind, lines: records.length + 2 }]
  let prev = firstHash
  const lines = all.map((record, i) => {
    const line = chainLine(i + 1, prev, record, sha256)
    prev = line.hash
    return `${JSON.stringify(line)}\n`
  })
  return lines.join('')
}
