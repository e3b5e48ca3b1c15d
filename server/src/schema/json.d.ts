// Data files are read through types that state their shape (`pack.ts`, `lifecycle.ts`), not through inferred ones.
declare module '*.json' {
  const content: unknown;
  export default content;
}
