/** `POST /v1/audio/transcriptions` of the stand-in: reads the upload as the service would, and answers in the form that was asked for. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { readWav } from '../../audio/wav.js'
import type { HttpFault } from './openai-stt-faults.test-kit.js'
import type { SttWorld } from './openai-stt-server.test-kit.js'

export async function answerUpload(
  world: SttWorld,
  request: IncomingMessage,
  response: ServerResponse,
  fault: HttpFault,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const form = await new Response(Buffer.concat(chunks), { headers }).formData()
  const file = form.get('file')
  if (!(file instanceof File) || !/\.wav$/.test(file.name)) return refuse(response, 'no file')
  const bytes = Buffer.from(await file.arrayBuffer())
  const ms = lengthOf(bytes)
  if (ms === undefined) return refuse(response, 'Audio file might be corrupted or unsupported')
  if (ms < 100) return refuse(response, 'Audio file is too short. Minimum is 0.1 seconds.')
  const fields: Record<string, string[]> = {}
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = [...(fields[name] ?? []), value]
  }
  world.seen.uploads.push({ fields, filename: file.name, ms })
  if (fault === 'stall') return
  if (fault === 'reset') return void request.socket.destroy()
  await sleep(world.options.answerMs ?? 50)
  const type = { 'content-type': 'application/json' }
  if (fault === 'garbage') return void response.writeHead(200, type).end('{"text": "half a')
  const model = fields.model?.[0] ?? ''
  const text = world.wordsOf({ ms, model, via: 'http', bytes })
  world.answered()
  response.writeHead(200, type).end(JSON.stringify(bodyOf(text, ms, model, fields)))
}

/** Undefined for what the service's newer models do not take. */
function lengthOf(bytes: Buffer): number | undefined {
  try {
    const wav = readWav(bytes, 'speech.wav')
    if (wav.codec !== 'pcm16') return undefined
    return (wav.data.length / wav.channels / wav.sampleRate) * 1000
  } catch {
    return undefined
  }
}

function bodyOf(text: string, ms: number, model: string, fields: Record<string, string[]>): object {
  if (fields.response_format?.[0] !== 'verbose_json' || model !== 'whisper-1') return { text }
  // Like Whisper on noise: it says itself that it does not believe what it writes.
  const noise = /\(noise\)/.test(text)
  const said = text.replace(/\s*\(noise\)/, '')
  const scores = noise
    ? { avg_logprob: -1.3, compression_ratio: 0.9, no_speech_prob: 0.8 }
    : { avg_logprob: -0.2, compression_ratio: 1.1, no_speech_prob: 0.01 }
  const segment = { id: 0, seek: 0, start: 0, end: ms / 1000, text: ` ${said}`, ...scores }
  return {
    task: 'transcribe',
    language: 'english',
    duration: ms / 1000,
    text: said,
    segments: [segment],
  }
}

function refuse(response: ServerResponse, message: string): void {
  const error = { message, type: 'invalid_request_error', code: null, param: 'file' }
  response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
}
