import type { Dockerfile, Stage } from '../../docker/dockerfile';
import { variableUses } from '../../docker/expand';
import { stageReferences } from '../../docker/stage-references';
import { PLATFORM_ARGUMENTS } from '../../docker/stages';
import { baseImageOf, declarationOf, declarationsIn, lineageOf } from '../../model/docker/stage-facts';
import { shellVariablesOf, variablesOf } from '../../model/docker/variable-uses';
import type { Edit } from '../../text/edit';
import { type Message, message } from '../../text/message';
import type { Located, Span } from '../../text/span';
import { describeBase } from '../docker-hover';
import { referenceCount } from './describe';
import type { NamedSymbol } from './symbol';

/** The stage or variable at a place of a Dockerfile. */
export function dockerSymbol(dockerfile: Dockerfile, offset: number): NamedSymbol | undefined {
  return stageSymbol(dockerfile, offset) ?? variableSymbol(dockerfile, offset);
}

function stageSymbol(dockerfile: Dockerfile, offset: number): NamedSymbol | undefined {
  const references = stageReferences(dockerfile);
  const reference = references.find(({ name, target }) => target && isIn(name.at, offset));
  const stage = reference?.target ?? dockerfile.stages.find(({ name }) => name && isIn(name.at, offset));
  const at = reference?.name.at ?? stage?.name?.at;
  if (!stage || !at) return undefined;
  const uses = references.filter(({ target }) => target === stage);
  const { name } = stage;
  return {
    at,
    name: name?.value ?? String(stage.index),
    definitions: [name?.at ?? stage.from.keywordAt],
    references: uses.map((use) => use.name.at),
    // A number counts stages; only names change.
    rename: name && ((text) => renameStage(text, [name.at, ...uses.filter((use) => !/^\d+$/.test(use.name.value)).map((use) => use.name.at)])),
    describe: (say) => describeStage(stage, say(referenceCount(uses.length))),
  };
}

function renameStage(text: string, places: readonly Span[]): readonly Edit[] | Message {
  if (!/^[a-z][a-z0-9-_.]*$/.test(text))
    return message`${text} is no name for a stage: it begins with a small letter and holds small letters, digits, hyphens, underscores and dots.`;
  return places.map((at) => ({ at, text }));
}

function describeStage(stage: Stage, uses: string): string {
  const { name, base, baseStage } = stage;
  const facts = baseStage ? undefined : baseImageOf(stage);
  return [`**${name?.value ?? stage.index}** · \`FROM ${base.value}\` · ${uses}`, ...(facts ? [describeBase(facts)] : [])].join('\n\n');
}

interface Place extends Located<string> {
  readonly stage: Stage | undefined;
  readonly isDefinition: boolean;
  /** As written behind the sign. */
  readonly value: string;
  readonly default: string | undefined;
}

function variableSymbol(dockerfile: Dockerfile, offset: number): NamedSymbol | undefined {
  const places = variablePlaces(dockerfile);
  const here = places.find(({ at }) => isIn(at, offset));
  if (!here) return undefined;
  const owner = ownerOf(dockerfile, here.value);
  const same = places.filter(({ value, stage }) => value === here.value && owner(stage) === owner(here.stage));
  const own = here.stage && declarationOf(here.stage, here.value, here.isDefinition ? here.at.end : here.at.start);
  const definitions = own ? [own.assignment.name.at] : same.filter(({ isDefinition, stage }) => isDefinition && !stage).map(({ at }) => at);
  const [declared] = same.filter(({ isDefinition, default: text }) => isDefinition && text !== undefined);
  const isOurs = same.some(({ isDefinition }) => isDefinition) && !PLATFORM_ARGUMENTS.includes(here.value);
  return {
    at: here.at,
    name: here.value,
    definitions,
    references: same.filter(({ at }) => !definitions.some((one) => one.start === at.start)).map(({ at }) => at),
    rename: isOurs
      ? (text) =>
          renameVariable(
            text,
            same.map(({ at }) => at),
          )
      : undefined,
    describe: (say) =>
      `\`${here.value}${declared?.default === undefined ? '' : `=${declared.default}`}\` · ${say(referenceCount(same.filter(({ isDefinition }) => !isDefinition).length))}`,
  };
}

/**
 * Tells apart variables of one name: a build has one argument of a name for all stages, while an ENV belongs to the stages
 * that build on each other. What nobody declares is taken for the argument.
 */
function ownerOf({ stages }: Dockerfile, name: string): (stage: Stage | undefined) => Stage | undefined {
  const rootOf = (stage: Stage) => lineageOf(stage).at(-1) as Stage;
  const environments = new Set<Stage>();
  const others = new Set<Stage>();
  for (const stage of stages) {
    for (const { kind } of declarationsIn(stage).get(name) ?? []) (kind === 'ENV' ? environments : others).add(rootOf(stage));
  }
  return (stage) => {
    const root = stage && rootOf(stage);
    return root && environments.has(root) && !others.has(root) ? root : undefined;
  };
}

function renameVariable(text: string, places: readonly Span[]): readonly Edit[] | Message {
  if (!/^[A-Za-z_]\w*$/.test(text)) return message`${text} is no name for a variable: it holds letters, digits and underscores, and begins with no digit.`;
  return places.map((at) => ({ at, text }));
}

/** Every place where a variable is declared or used. */
function variablePlaces(dockerfile: Dockerfile): Place[] {
  const { globalArguments, stages, text, escape } = dockerfile;
  const places: Place[] = globalArguments.map(({ name, value }) => ({ ...name, stage: undefined, isDefinition: true, default: value?.value }));
  const use = (name: string, at: Span, stage: Stage | undefined) => {
    const start = at.start + (text[at.start + 1] === '{' ? 2 : 1);
    if (text.startsWith(name, start))
      places.push({ value: name, at: { file: at.file, start, end: start + name.length }, stage, isDefinition: false, default: undefined });
  };
  const usesIn = (word: Located<string> | undefined, stage: Stage | undefined) => {
    if (!word || word.at.end - word.at.start !== word.value.length) return;
    for (const { name, start, end } of variableUses(word.value, escape))
      use(name, { ...word.at, start: word.at.start + start, end: word.at.start + end }, stage);
  };
  for (const { value } of globalArguments) if (value) usesIn({ value: value.source, at: value.at }, undefined);
  for (const stage of stages) {
    // What FROM uses is known outside of stages.
    usesIn(stage.base, undefined);
    usesIn(stage.platform, undefined);
    for (const declarations of declarationsIn(stage).values()) {
      for (const { assignment } of declarations) places.push({ ...assignment.name, stage, isDefinition: true, default: assignment.value?.value });
    }
    for (const instruction of stage.instructions) {
      const found = /^(?:RUN|CMD|ENTRYPOINT)$/.test(instruction.keyword) ? shellVariablesOf(instruction, dockerfile) : variablesOf(instruction, dockerfile);
      for (const { name, at } of found) use(name, at, stage);
    }
  }
  return places;
}

function isIn({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
