/** The package has no types; this is the part of it that we call. */
declare module 'sherpa-onnx-node' {
  interface Waveform {
    /** -1 to 1. */
    readonly samples: Float32Array
    readonly sampleRate: number
  }
  interface FeatureConfig {
    readonly sampleRate: number
    readonly featureDim: number
  }
  interface CommonConfig {
    readonly tokens: string
    readonly numThreads: number
    readonly provider: string
    readonly debug: number
  }
  interface OnlineStream {
    acceptWaveform(waveform: Waveform): void
    inputFinished(): void
  }
  interface OfflineStream {
    acceptWaveform(waveform: Waveform): void
  }
  class OnlineRecognizer {
    /** Throws when a file is missing. A file that is no model ends the process. */
    constructor(config: {
      readonly featConfig: FeatureConfig
      readonly modelConfig: CommonConfig & {
        readonly transducer: {
          readonly encoder: string
          readonly decoder: string
          readonly joiner: string
        }
      }
    })
    createStream(): OnlineStream
    isReady(stream: OnlineStream): boolean
    decode(stream: OnlineStream): void
    getResult(stream: OnlineStream): { readonly text: string }
  }
  class OfflineRecognizer {
    constructor(config: {
      readonly featConfig: FeatureConfig
      readonly modelConfig: CommonConfig & {
        readonly whisper: {
          readonly encoder: string
          readonly decoder: string
          readonly language: string
          readonly task: 'transcribe'
        }
      }
    })
    createStream(): OfflineStream
    decode(stream: OfflineStream): void
    getResult(stream: OfflineStream): { readonly text: string }
  }
  const sherpa: {
    readonly OnlineRecognizer: typeof OnlineRecognizer
    readonly OfflineRecognizer: typeof OfflineRecognizer
  }
  // biome-ignore lint/style/noDefaultExport: it is how a CommonJS package is imported
  export default sherpa
}
