/** The package has no types; this is the part of SpeexDSP's C interface that we call. Pointers are byte offsets. */
declare module '@echogarden/speex-resampler-wasm/simd' {
  export interface SpeexResamplerModule {
    /** Views of the memory. They are replaced when the memory grows, so look them up for every use. */
    readonly HEAP16: Int16Array
    readonly HEAP32: Int32Array
    _malloc(bytes: number): number
    _free(pointer: number): void
    /** Returns a state, or 0 with an error code written to `error`. */
    _speex_resampler_init(
      channels: number,
      inputRate: number,
      outputRate: number,
      quality: number,
      error: number,
    ): number
    _speex_resampler_destroy(state: number): void
    /** `inputLength` and `outputLength` point to sample counts: offered on the way in, used on the way out. */
    _speex_resampler_process_int(
      state: number,
      channel: number,
      input: number,
      inputLength: number,
      output: number,
      outputLength: number,
    ): number
    _speex_resampler_get_input_latency(state: number): number
    _speex_resampler_get_output_latency(state: number): number
    /** Leave out the zeros a new resampler begins with, so that output lines up with input. */
    _speex_resampler_skip_zeros(state: number): number
  }
  // biome-ignore lint/style/noDefaultExport: it is how the package exports it
  export default function loadSpeexResampler(): Promise<SpeexResamplerModule>
}
