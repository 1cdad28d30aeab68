/**
 * The part of the WebAssembly JavaScript API that the engine uses. Node has it, but its types come with the browser's,
 * and those would let `window` and `document` through as well.
 */
declare namespace WebAssembly {
  /** Compiled code, without state: may be instantiated any number of times and sent to workers. */
  interface Module {
    readonly [Symbol.toStringTag]: string
  }
  interface ImportDescriptor {
    readonly module: string
    readonly name: string
    readonly kind: 'function' | 'table' | 'memory' | 'global' | 'tag'
  }
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>
  }
  interface Memory {
    /** Replaced when the memory grows. */
    readonly buffer: ArrayBuffer
    /** Adds pages of 64 KiB; the former size in pages. @throws RangeError beyond the declared maximum */
    grow(pages: number): number
  }
  /** A number the module exports. */
  interface Global {
    readonly value: number
  }
  var Module: {
    new (bytes: Uint8Array): Module
    imports(module: Module): readonly ImportDescriptor[]
    customSections(module: Module, name: string): readonly ArrayBuffer[]
  }
  var Instance: {
    new (
      module: Module,
      imports?: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    ): Instance
  }
}
