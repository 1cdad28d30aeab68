/**
 * A sound card that is none: a microphone (`va_mic`) and a speaker (`va_spk`) of a PulseAudio server of its own, for Linux without sound,
 * without root and without touching the sound of whoever is logged in.
 *
 *   node scripts/virtual-sound-card.mjs                      stays until its stdin ends or Ctrl-C; prints one line of JSON: the environment
 *   node scripts/virtual-sound-card.mjs -- npm run talk-soak runs a command with that card, and ends with its exit code
 *
 * What is played into `va_feed` is what the microphone hears; what the speaker got is recorded from `va_spk.monitor`.
 * Exit 3: this machine cannot have one; the reason is on stderr.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'

const cannot = 3
const startLimitMs = 20_000
const install =
  'apt-get install -y --no-install-recommends pulseaudio pulseaudio-utils libasound2-plugins libasound2'

/** Without `norewinds` the first sound of the microphone comes after 0.3 to 2 s instead of 20 to 60 ms. */
const sink = (name) =>
  `load-module module-null-sink sink_name=${name} rate=48000 channels=1 norewinds=1 sink_properties=device.description=${name}`

const script = (socket) => `
load-module module-native-protocol-unix auth-anonymous=1 socket=${socket}
${sink('va_spk')}
${sink('va_feed')}
load-module module-remap-source source_name=va_mic master=va_feed.monitor channels=1 source_properties=device.description=va_mic
set-default-sink va_spk
set-default-source va_mic
`

/** All that ALSA knows in this environment: nothing of the machine's own devices. */
const alsa = ['default', 'va_mic', 'va_spk']
  .map((name) => {
    const device = { default: '', va_mic: 'device va_mic', va_spk: 'device va_spk' }[name]
    const direction = { default: '', va_mic: 'ioid Input', va_spk: 'ioid Output' }[name]
    return `pcm.${name} { type pulse ${device} hint { show on description "${name}" ${direction} } }`
  })
  .concat('ctl.default { type pulse }')
  .join('\n')

function environment(directory) {
  return {
    PULSE_RUNTIME_PATH: directory,
    PULSE_SERVER: `unix:${join(directory, 'native')}`,
    PULSE_STATE_PATH: join(directory, 'state'),
    // Sound servers that are found through the session, and settings of whoever runs this, are out of the picture.
    XDG_RUNTIME_DIR: directory,
    XDG_CONFIG_HOME: directory,
    ALSA_CONFIG_PATH: join(directory, 'asound.conf'),
  }
}

async function start() {
  const directory = mkdtempSync(join(tmpdir(), 'va-card-'))
  const env = environment(directory)
  mkdirSync(env.PULSE_STATE_PATH)
  writeFileSync(env.ALSA_CONFIG_PATH, alsa)
  writeFileSync(join(directory, 'card.pa'), script(join(directory, 'native')))
  const args = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--realtime=no', '--use-pid-file=no']
  const server = spawn(
    'pulseaudio',
    [...args, '--disable-shm=yes', '-F', join(directory, 'card.pa')],
    {
      env: { ...process.env, ...env },
      // A group of its own: Ctrl-C is for us, and we stop it.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  try {
    // Like a sound card it must not stutter where the machine is busy; not every user may ask for that.
    if (server.pid !== undefined) setPriority(server.pid, -15)
  } catch {}
  let said = ''
  server.stderr.on('data', (text) => {
    said += text
  })
  const gone = new Promise((resolve) => {
    server.once('error', (error) =>
      resolve(error.code === 'ENOENT' ? 'pulseaudio is not installed' : error.message),
    )
    server.once('exit', (code) =>
      resolve(`pulseaudio ended with ${code}: ${said.trim().split('\n').at(-1)}`),
    )
  })
  const stop = async () => {
    server.kill()
    await gone
    rmSync(directory, { recursive: true, force: true })
  }
  const problem = await Promise.race([answers(env), gone])
  if (problem === undefined) return { env, stop }
  await stop()
  console.error(`no virtual sound card: ${problem}\n  fix: ${install}`)
  process.exit(cannot)
}

/** Resolves once the server lists the microphone, or with what stands in the way. */
async function answers(env) {
  const limit = performance.now() + startLimitMs
  while (performance.now() < limit) {
    if (existsSync(join(env.PULSE_RUNTIME_PATH, 'native'))) {
      const pactl = spawn('pactl', ['list', 'short', 'sources'], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      pactl.on('error', () => {})
      let listed = ''
      pactl.stdout.on('data', (text) => {
        listed += text
      })
      await once(pactl, 'close').catch(() => {})
      if (pactl.pid === undefined) return 'pactl is not installed'
      if (listed.includes('va_mic')) return undefined
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return `the sound server did not answer within ${startLimitMs / 1000} s`
}

/** Runs a command with the card; resolves with its exit code. */
async function run(command, args, env) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'inherit' })
  const [code, signal] = await once(child, 'exit')
  return code ?? 128 + constants.signals[signal]
}

const separator = process.argv.indexOf('--')
const [command, ...args] = separator < 0 ? [] : process.argv.slice(separator + 1)
const card = await start()
const asked = new Promise((resolve) => {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => resolve(0))
  if (command === undefined)
    process.stdin
      .resume()
      .once('end', () => resolve(0))
      .once('error', () => resolve(0))
})
if (command === undefined) console.log(JSON.stringify(card.env))
const code = await (command === undefined ? asked : run(command, args, card.env))
await card.stop()
process.exit(code)
