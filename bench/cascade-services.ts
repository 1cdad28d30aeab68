/**
 * The local services of `cascade.ts`, in a process of their own, so that their work is not taken for ours. Run by it: sends its parent the
 * environment that points a stack here, after some answers of its own, because a real service is not cold either.
 */
import { stackOn, startLocalServices } from '../src/cli/stack/local-services.test-kit.js'
import { noTools } from '../src/engine/providers/no-model.js'
import { RealClock } from '../src/engine/run/real-clock.js'

/** Delays of the services, ms: about what the real ones take. */
const delays = { stt: 150, model: 400, voice: 120 }

/** Never the same twice: what was said in full is kept, and would need no voice. */
let answered = 0
const services = await startLocalServices({
  chat: { answer: () => ({ text: `Yes, table ${++answered}.` }), firstTokenMs: delays.model },
  // A question each time, so that the patience is that of a complete sentence.
  stt: { transcribe: () => 'Do you have a table for two?', answerMs: delays.stt },
  voice: { firstByteMs: delays.voice },
})

const stack = await stackOn(services)
const { llm, tts, ...rest } = stack.providers(
  { clock: new RealClock(), log: { warn() {} } },
  noTools,
)
for (let i = 0; i < 5; i++) {
  const { signal } = new AbortController()
  for await (const _ of llm.generate([{ role: 'user', text: 'Hello?' }], { tools: [], signal }));
  const reply = tts.open({ signal })
  reply.write(1, `Hello, ${i}.`)
  reply.end()
  for await (const _ of reply);
}
for (const one of [llm, tts, rest.stt]) one.close?.()
await stack.close()

process.on('disconnect', () => process.exit())
process.send?.({ env: services.env, delays })
