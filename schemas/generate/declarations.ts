/**
 * Reads TypeScript declaration files, as far as the packages we take facts from use the language: interfaces, classes,
 * type aliases, enums, namespaces and what is exported under another name. Bodies of functions and methods do not
 * occur in declarations; methods and functions are passed over.
 */
export function readDeclarations(text: string): Declarations {
  const reader = new Reader(tokenize(text));
  const found: Declarations = { types: [], aliases: new Map() };
  readStatements(reader, '', found);
  return found;
}

export interface Declarations {
  readonly types: DeclaredName[];
  /** Local name -> the name it is exported under. */
  readonly aliases: Map<string, string>;
}

/** An interface, class, type alias or enum. */
export interface DeclaredName {
  /** With its namespaces: `core.v1.Pod`. */
  readonly name: string;
  readonly keyword: 'interface' | 'class' | 'type' | 'enum';
  /** The comment in front of it, without its stars. */
  readonly comment: string;
  readonly bases: readonly string[];
  readonly members: readonly Member[];
  /** Of a type alias: what it stands for. Of an enum: its texts. */
  readonly type: DeclaredType | undefined;
}

export interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly comment: string;
  readonly type: DeclaredType;
}

export type DeclaredType =
  | { readonly kind: 'name'; readonly name: string; readonly given: readonly DeclaredType[] }
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'union'; readonly types: readonly DeclaredType[] }
  | { readonly kind: 'list'; readonly item: DeclaredType }
  | { readonly kind: 'map'; readonly value: DeclaredType }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'other' };

interface Token {
  readonly kind: 'word' | 'text' | 'sign';
  readonly value: string;
  /** The comment that stands right before it. */
  readonly comment: string;
}

const TOKEN = /\s+|\/\/[^\n]*|\/\*([\s\S]*?)\*\/|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_$][\w$]*|-?\d[\w.]*)|=>|\.\.\.|./gy;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let comment = '';
  for (const [whole, said, quoted, word] of text.matchAll(TOKEN)) {
    if (said !== undefined) comment = said;
    else if (quoted !== undefined) tokens.push({ kind: 'text', value: unquote(quoted), comment });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word, comment });
    else if (!/^(?:\s|\/\/)/.test(whole)) tokens.push({ kind: 'sign', value: whole, comment });
    if (said === undefined && !/^\s/.test(whole)) comment = '';
  }
  return tokens.map((token) => ({ ...token, comment: withoutStars(token.comment) }));
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

function withoutStars(comment: string): string {
  return comment
    .replace(/^\s*\*+ ?/gm, '')
    .replaceAll(/\\(["'])/g, '$1')
    .trim();
}

class Reader {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get atEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  get next(): Token {
    return this.tokens[this.#at] ?? { kind: 'sign', value: '', comment: '' };
  }

  take(): Token {
    const { next } = this;
    this.#at++;
    return next;
  }

  /** Takes the next token if it is this word or sign. */
  takes(value: string): boolean {
    if (this.next.value !== value || this.next.kind === 'text') return false;
    this.#at++;
    return true;
  }

  expect(value: string): void {
    if (!this.takes(value)) {
      const around = this.tokens.slice(Math.max(0, this.#at - 8), this.#at + 3).map((token) => token.value);
      throw new Error(`expected ${value} after: ${around.join(' ')}`);
    }
  }

  /** Passes over everything up to one of the signs on this level, which is left. */
  skipTo(...signs: readonly string[]): void {
    let depth = 0;
    while (!this.atEnd) {
      const { kind, value } = this.next;
      if (kind === 'sign' && depth === 0 && signs.includes(value)) return;
      if (kind === 'sign' && /^[([{<]$/.test(value)) depth++;
      if (kind === 'sign' && /^[)\]}>]$/.test(value)) depth--;
      if (depth < 0) return;
      this.#at++;
    }
  }
}

function readStatements(reader: Reader, namespace: string, found: Declarations): void {
  while (!reader.atEnd && reader.next.value !== '}') {
    const { comment } = reader.next;
    while (reader.takes('export') || reader.takes('declare') || reader.takes('abstract') || reader.takes('default'));
    const { value: keyword } = reader.next;
    if (keyword === 'interface' || keyword === 'class') {
      reader.take();
      found.types.push(readInterface(reader, keyword, namespace, comment));
    } else if (keyword === 'enum') {
      reader.take();
      found.types.push(readEnum(reader, namespace, comment));
    } else if (keyword === 'namespace') {
      reader.take();
      const name = reader.take().value;
      reader.expect('{');
      readStatements(reader, `${namespace}${name}.`, found);
      reader.expect('}');
    } else if (keyword === 'type') {
      reader.take();
      if (reader.next.value === '{') readExports(reader, found);
      else found.types.push(readAlias(reader, namespace, comment));
    } else if (keyword === '{') {
      readExports(reader, found);
    } else {
      reader.skipTo(';');
      reader.expect(';');
    }
  }
}

function readInterface(reader: Reader, keyword: 'interface' | 'class', namespace: string, comment: string): DeclaredName {
  const name = namespace + reader.take().value;
  if (reader.next.value === '<') skipAngles(reader);
  const bases: string[] = [];
  while (reader.next.value !== '{') {
    const { kind, value } = reader.take();
    if (kind === 'word' && value !== 'extends' && value !== 'implements') bases.push(value);
    if (reader.next.value === '<') skipAngles(reader);
  }
  return { name, keyword, comment, bases, members: readMembers(reader), type: undefined };
}

function readEnum(reader: Reader, namespace: string, comment: string): DeclaredName {
  const name = namespace + reader.take().value;
  const types: DeclaredType[] = [];
  reader.expect('{');
  while (!reader.takes('}')) {
    const { kind, value } = reader.take();
    if (kind === 'text') types.push({ kind: 'literal', value });
  }
  return { name, keyword: 'enum', comment, bases: [], members: [], type: { kind: 'union', types } };
}

function readAlias(reader: Reader, namespace: string, comment: string): DeclaredName {
  const name = namespace + reader.take().value;
  if (reader.next.value === '<') skipAngles(reader);
  reader.expect('=');
  const type = readType(reader);
  reader.skipTo(';');
  reader.expect(';');
  return { name, keyword: 'type', comment, bases: [], members: [], type };
}

/** `{ IPod as IIoK8sApiCoreV1Pod, … }` */
function readExports(reader: Reader, { aliases }: Declarations): void {
  reader.expect('{');
  while (!reader.takes('}')) {
    const local = reader.take().value;
    if (reader.takes('as')) aliases.set(local, reader.take().value);
    reader.takes(',');
  }
  reader.skipTo(';');
  reader.takes(';');
}

function readMembers(reader: Reader): Member[] {
  const members: Member[] = [];
  reader.expect('{');
  while (!reader.takes('}')) {
    const { comment } = reader.next;
    while (reader.next.value === 'readonly' || reader.next.value === 'static') reader.take();
    const { kind, value: name } = reader.take();
    const optional = reader.takes('?');
    if (kind !== 'sign' && reader.takes(':')) members.push({ name, optional, comment, type: readType(reader) });
    else if (name === '[') members.push({ name: '', optional: true, comment, type: readIndexed(reader) });
    reader.skipTo(';', ',', '}');
    if (!reader.takes(';')) reader.takes(',');
  }
  return members;
}

/** Behind the bracket of `[key: string]: T`. */
function readIndexed(reader: Reader): DeclaredType {
  reader.skipTo(']');
  reader.expect(']');
  reader.expect(':');
  return readType(reader);
}

function readType(reader: Reader): DeclaredType {
  reader.takes('|');
  const types = [readRestricted(reader)];
  while (reader.takes('|')) types.push(readRestricted(reader));
  const [only, second] = types;
  return only && !second ? only : { kind: 'union', types };
}

/** `A & B`: what is written behind `&` only restricts what stands before it. */
function readRestricted(reader: Reader): DeclaredType {
  const type = readOne(reader);
  while (reader.takes('&')) readOne(reader);
  return type;
}

function readOne(reader: Reader): DeclaredType {
  let type = readBare(reader);
  while (reader.next.value === '[') {
    reader.take();
    // `T[]` is a list; `T["member"]` names the type of a member.
    if (reader.takes(']')) type = { kind: 'list', item: type };
    else {
      reader.skipTo(']');
      reader.expect(']');
      type = { kind: 'other' };
    }
  }
  return type;
}

function readBare(reader: Reader): DeclaredType {
  if (reader.next.value === '{' && reader.next.kind === 'sign') return toMap(readMembers(reader));
  const { kind, value } = reader.take();
  if (kind === 'text') return { kind: 'literal', value };
  if (value === '(') {
    const type = readType(reader);
    reader.skipTo(')');
    reader.expect(')');
    return type;
  }
  if (kind !== 'word') return { kind: 'other' };
  let name = value;
  while (reader.takes('.')) name += `.${reader.take().value}`;
  if (!reader.takes('<')) return { kind: 'name', name, given: [] };
  const given = [readType(reader)];
  while (reader.takes(',')) given.push(readType(reader));
  reader.expect('>');
  const [first = { kind: 'other' }, second = { kind: 'other' }] = given as DeclaredType[];
  if (name === 'Array') return { kind: 'list', item: first };
  return name === 'Record' ? { kind: 'map', value: second } : { kind: 'name', name, given };
}

function toMap(members: readonly Member[]): DeclaredType {
  const indexed = members.find(({ name }) => name === '');
  return indexed ? { kind: 'map', value: indexed.type } : { kind: 'object', members };
}

function skipAngles(reader: Reader): void {
  reader.take();
  reader.skipTo('>');
  reader.expect('>');
}
