// Names that the types of web-tree-sitter mention and that Node's own types do not declare.
interface EmscriptenModule {
  readonly wasmBinary?: Uint8Array;
}

declare namespace WebAssembly {
  // biome-ignore lint/suspicious/noEmptyInterface: only named, never used
  interface Module {}
}
