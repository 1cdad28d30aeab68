/**
 * Every way the tool can refuse, in one table.
 *
 * A user's mistake is a `VoiceAgentError`: a stable code, one sentence, and the fix. It never prints a stack trace.
 * What a provider does wrong during a call is not an error but an event (`provider.failed`), so nothing here is
 * thrown from inside a call.
 */

/** 2: called wrongly or unusable configuration. 3: could not judge (the input does not allow a verdict). */
export type RefusalExit = 2 | 3

interface ErrorRow {
  readonly exit: RefusalExit
  /** When it happens, for the reader of this table. */
  readonly when: string
}

/** Every error code with the exit code it leads to. Add a row before you throw a new one. */
export const errorTable = {
  E_USAGE: { exit: 2, when: 'a flag or argument is unknown, missing or contradictory' },
  E_NOT_FOUND: { exit: 2, when: 'a path that was named does not exist' },
  E_FILE_ACCESS: { exit: 2, when: 'the system does not let a file be read or written' },
  E_WAV_NOT_RIFF: { exit: 3, when: 'a file that should be a WAV does not begin like one' },
  E_WAV_HEADER: { exit: 3, when: 'the header of a WAV is cut short or contradicts itself' },
  E_WAV_CODEC: { exit: 3, when: 'a WAV holds audio that is neither mu-law nor 16-bit PCM' },
  E_WAV_NO_DATA: { exit: 3, when: 'a WAV has no audio in it' },
  E_WAV_TRUNCATED: { exit: 3, when: 'a WAV holds less audio than its header declares' },
  E_NO_FIXTURES: { exit: 2, when: 'a directory or a pattern holds no fixture at all' },
  E_FIXTURE_NO_MANIFEST: { exit: 2, when: 'a .call directory is empty or has no call.json' },
  E_FIXTURE_FILE_MISSING: { exit: 2, when: 'a file that call.json or the tape names is not there' },
  E_FIXTURE_JSON: { exit: 2, when: 'call.json or a row of the tape is not JSON' },
  E_FIXTURE_SCHEMA: { exit: 2, when: 'a field of call.json or of a tape row is missing or wrong' },
  E_FIXTURE_SEGMENT: { exit: 2, when: 'the caller segments contradict each other or the audio' },
  E_FIXTURE_TOO_LARGE: { exit: 2, when: 'a fixture is beyond the size limits' },
  E_FIXTURE_DUPLICATE_ID: { exit: 2, when: 'two fixtures of one run have the same id' },
  E_FIXTURE_DIGEST: { exit: 3, when: 'a recorded file is not the one that was recorded' },
  E_FIXTURE_AUDIO: {
    exit: 3,
    when: 'caller audio is not mu-law, 8 kHz, mono, or not as long as said',
  },
  E_FIXTURE_EMPTY: { exit: 3, when: 'a fixture lasts 0 s' },
  E_FORMAT_NEWER: { exit: 2, when: 'a file was written by a later version' },
  E_FORMAT_UNKNOWN: { exit: 2, when: 'a file does not say which format it has, or names another' },
  E_TAPE_HEADER: { exit: 2, when: 'a tape does not begin with its header' },
  E_TAPE_UNKNOWN: { exit: 2, when: 'a tape row comes from a source nobody knows' },
  E_TAPE_ORDER: { exit: 2, when: 'the speech-to-text rows of a tape are out of order or overlap' },
  E_EXPECT_YAML: { exit: 2, when: 'expect.yaml is not YAML' },
  E_EXPECT_UNKNOWN: { exit: 2, when: 'expect.yaml has a key nobody reads' },
  E_EXPECT_INVALID: { exit: 2, when: 'a value in expect.yaml cannot be meant' },
  E_SPEC_INVALID: { exit: 2, when: 'the spec of a call to synthesize cannot be used' },
  E_NOT_ON_TAPE: { exit: 3, when: 'a call asked for an answer that its tape does not have' },
  E_NOT_RECORDED: { exit: 3, when: '--strict met a turn that does not rest on the recording' },
  E_FIXTURE_CRASHED: { exit: 3, when: 'the thread that replayed a fixture died' },
  E_NOTHING_JUDGED: { exit: 3, when: 'a fixture has no expectation that could fail' },
  E_LOG_BROKEN: { exit: 3, when: 'a recorded call log is damaged, cut short or empty' },
  E_AGENT_UNKNOWN: { exit: 2, when: 'the catalog has no agent of that name' },
  E_NOTHING_TO_SWEEP: { exit: 2, when: '--sweep met a fixture in which nobody interrupts' },
  E_AGENT_OPTION: { exit: 2, when: 'an option of an agent is missing, unknown or wrong' },
  E_PROVIDER_UNKNOWN: { exit: 2, when: 'there is no provider of that name, or a module has none' },
  E_LIVE_KEY: { exit: 3, when: 'a service that is to be asked has no key' },
  E_CONFIG: { exit: 2, when: 'settings of the server are missing, wrong or contradict each other' },
  E_PORT: { exit: 2, when: 'the server cannot listen where it should' },
  E_TUNNEL: { exit: 2, when: 'the tunnel could not be opened' },
  E_TUNNEL_TOKEN: { exit: 2, when: 'the tunnel does not accept the token' },
  E_PROBE: { exit: 2, when: 'the public address does not lead back to this server' },
  E_TWILIO_AUTH: { exit: 2, when: 'Twilio does not accept the credentials' },
  E_TWILIO_UNREACHABLE: { exit: 2, when: 'the Twilio API could not be reached' },
  E_TWILIO_API: { exit: 2, when: 'the Twilio API refused a request for another reason' },
  E_NUMBER_UNKNOWN: { exit: 2, when: 'the account has no such number' },
  E_WEBHOOK_IN_USE: {
    exit: 2,
    when: 'a number answers with something else and nobody said to take it over',
  },
  E_POLICY: { exit: 2, when: 'a policy or a jurisdiction file cannot be used' },
  E_ACCOUNTS: { exit: 2, when: 'the file of accounts cannot be used' },
  E_CALENDAR: { exit: 2, when: 'the file of appointments cannot be used' },
  E_AUDIT: { exit: 2, when: 'the record of a call cannot be read or written' },
  E_JOURNAL: { exit: 2, when: 'the record of a number cannot be read or written' },
  E_CAPTURE: { exit: 3, when: 'a call cannot be captured as a fixture' },
  E_TALK_INPUT: { exit: 2, when: 'a line that talk was given cannot be understood' },
  E_LABELLED_ROW: { exit: 2, when: 'a row of a file of labelled sentences cannot be used' },
  E_SHERPA_PACKAGE: { exit: 2, when: 'speech-to-text on this machine lacks its optional package' },
  E_SHERPA_BROKEN: { exit: 2, when: 'the optional package is there and cannot be loaded' },
  E_SHERPA_MODEL: { exit: 2, when: 'the directory of a speech model is missing or incomplete' },
  E_SHERPA_LOAD: { exit: 2, when: 'the files of a speech model cannot be used' },
  E_AUDIO: { exit: 3, when: 'there is no sound to be had here: a part is missing, or a device' },
  E_AUDIO_DEVICE: {
    exit: 2,
    when: 'the microphone or speaker that was asked for is not there, not one, or not free',
  },
  E_INTERNAL: { exit: 2, when: 'a bug of ours reached the surface' },
} as const satisfies Record<string, ErrorRow>

export type UserErrorCode = keyof typeof errorTable

/** An error made by input or configuration, carrying what to do about it. */
export class VoiceAgentError extends Error {
  override readonly name = 'VoiceAgentError'

  /**
   * @param code stable code from `errorTable`
   * @param message one sentence that says what is wrong and shows what was given
   * @param fix what to do: a command or an edit, without a leading "fix:"
   * @param where file and line when the mistake is in a file, e.g. `expect.yaml:14`
   */
  constructor(
    readonly code: UserErrorCode,
    message: string,
    readonly fix: string,
    readonly where?: string,
  ) {
    super(message)
  }

  get exitCode(): RefusalExit {
    return errorTable[this.code].exit
  }
}

/** What an error says, whatever was thrown: for a sentence that tells of it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
