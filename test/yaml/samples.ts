import { filesBelow, read } from '../repository';

/** Small texts, each with something at which a reader of YAML may stumble. */
export const ODDITIES: readonly string[] = [
  'a: 1_000\nb: 0b11\nc: +0x1f\nd: 08\ne: 0o17\nf: 2001-01-01\ng: 1:30\nh: .5e1\n',
  'a: "x\\q"\n',
  'a: |\n  x\n\n   \nb: 1\n',
  'a: >\n\n  x\n  y\n\n   z\n  w\n\n',
  'a: |+\n  x\n\n\nb: >-\n  q\n',
  'a: "b\n  c\n\n  d"\n',
  'a: b\n  c\n\n  d # x\n',
  '- a\n- - b\n  - c: d\n    e:\n    - f\n-\n  g: h\n-\n',
  'a:\n- b\n-\nc: #x\n  \nd:\n',
  'a: [b, "c", {d: e}, \n  f]\n',
  '{"a":1,"b":[true,null]}\n',
  'a: |2\n   x\n  y\nb: 3',
  'a: x',
  'a: |\n  x',
  'a: >+\n  x\n\n',
  '"a b" : c\n',
  "'it''s': 'x''\n  y'\n",
  'a: b #c\n  d\n',
  'a: b\n#c\n  d\n',
  'a: b\na: c\n',
  'y: 1\ntrue: 2\n',
  '1: a\n0x1: b\n',
  'a:\n   b: 1\n  c: 2\n',
  'a: "\\u00e9\\x41\\\n  b"\n',
  'a: [\n]\n',
  'a: [\n b\n]\nc: d\n',
  '- [\n  a\n]\n',
  'a: [b]c\n',
  'a: "x" y\n',
  'a: "x"#y\n',
  '? a\n: b\n',
  'a:\n\tb: c\n',
  'a: b\tc\n',
  'a: b\t\n',
  '\ufeffa: b\n',
  'a: \u00e9:\u00fc\n',
  'a: - b\n',
  '- - - a\n    - b\n',
  'a: &x b\nc: *x\n',
  'a:b: c\n',
  'http://x: y\n',
  'a: b: c\n',
  'a: # c\n  b\n',
  'a: |  # c\n  b\n',
  'a: |#c\n  b\n',
  '- |\n x\n- >\n y\n',
  'a: {b: c,}\n',
  'a: {b: , c: d}\n',
  'a: {b}\n',
  'a: [,]\n',
  'a: [b c: d]\n',
  'a: \'\'\nb: ""\n',
  'a: -\nb: ?\n',
  'a: -1\nb: -x\nc: ?x\nd: :x\n',
  '---\na: 1\n---\n---\nb: 2\n--- # c\nc: 3\n',
  '--- a\n',
  'a: 1\n...\nb: 2\n',
  '%YAML 1.2\n---\na: 1\n',
  'a: "b\n---\nc"\n',
  '# only\n',
  '---\n',
  '',
  '\n\n',
  'a:  \n\n  b: c\n\n\nd: e\n',
  'a: |\n  b\n # c\nd: e\n',
  'a: |\n\n\n  b\n   \n  c\n    \n\n',
  'a: "b \\\n   c"\n',
  'a: |\r\n  b\r\n  c\r\nd: "e\r\n  f"\r\ng: h\r\n  i\r\nj: [k,\r\n  l]\r\n',
  'a:\r\n- b\r\n-\r\n\r\n- c # d\r\n',
  'a: [b,#c\n d]\n',
  'a: [b #c\n ]\n',
  'a: x\r',
  '- a\rb\n',
  'a: |+\n  b\n  ',
  '\ufeff- a\n- b\n',
];

/** What random edits put into a YAML text. */
export const PIECES: readonly string[] =
  ' |  |\n|\n\n|\t|\r|\r\n|:|: |- |-|? |# |#| #|"|\'|>|{|}|[|]|,|&a |*a|!t |%|@|`|\\|\\x4|---\n|...\n|\n---\n|\n...\n|<<: |~|null|yes|0x1f|0755|1_0|a|A: b\n|\0|\u00a0|\ufeff|é|{{ x }}|\n  - |\n x|"a": |key: "a\n b"\n|[a, b]|{a: b}|{a, b}|[a: b]|\n#c\n| #c\n'
    .split('|')
    .concat('|', '|-', '>+\n', '|2\n');

/** Texts that tests change at random: the oddities, our own examples and the manifests in the rules' pages. */
export function sampleTexts(): string[] {
  const examples = filesBelow('examples')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => read(`examples/${file}`));
  const pages = filesBelow('server/src/rules')
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => [...read(`server/src/rules/${file}`).matchAll(/^```yaml.*\n([\s\S]*?)^```$/gm)].map((match) => match[1] as string));
  // Pages are many and much alike; some of them will do.
  const step = Math.max(1, Math.floor(pages.length / 200));
  return [...ODDITIES, ...examples, ...pages.filter((_, index) => index % step === 0)];
}
