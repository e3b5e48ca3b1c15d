import type { Value } from '../../yaml/value';
import type { SourceDocument } from '../document';
import { type BuildStatement, buildCommands, imageOf, readBuild } from './build-commands';

const KNOWN = new WeakMap<SourceDocument, readonly BuildStatement[]>();

/** What a pipeline says about the images it builds: GitHub's workflows, GitLab CI, Cloud Build, Taskfiles and others. */
export function pipelineStatements(document: SourceDocument): readonly BuildStatement[] {
  const known = KNOWN.get(document);
  if (known) return known;
  const found = read(document);
  KNOWN.set(document, found);
  return found;
}

function read({ file, source, root }: SourceDocument): BuildStatement[] {
  const { text, origin } = source;
  if (!/docker|podman|buildah|nerdctl|kaniko/.test(text)) return [];
  const commands = buildCommands(file, text).map((one) => ({ ...one, at: origin.span(one.at.start, one.at.end) }));
  if (!root) return commands;
  const jobs = root.fields('jobs').flatMap(({ value }) => {
    const steps = value.items('steps');
    return steps.flatMap((step) => buildPushAction(step, steps));
  });
  return [...commands, ...jobs, ...root.items('steps').flatMap((step) => cloudBuild(file, step))];
}

/** `uses: docker/build-push-action@v6`; its tags often come from `docker/metadata-action`. */
function buildPushAction(step: Value, steps: readonly Value[]): BuildStatement[] {
  if (!/^docker\/build-push-action(?:@|$)/.test(step.string('uses')?.value ?? '')) return [];
  const tags = step.given('with', 'tags');
  const words = tags?.words ?? '';
  const id = /\bsteps\.([\w-]+)\.outputs\.tags\b/.exec(words)?.[1];
  const made = id === undefined ? undefined : steps.find((one) => one.string('id')?.value === id)?.given('with', 'images');
  const names = made ?? tags;
  const plain = (path: string | undefined) => (path === undefined ? undefined : path.replace(/\$\{\{\s*github\.workspace\s*\}\}/, '.'));
  const context = plain(step.string('with', 'context')?.value) ?? '.';
  const dockerfile = plain(step.string('with', 'file')?.value);
  if (!names || context.includes('${{') || dockerfile?.includes('${{')) return [];
  const images = new Set(
    (names.words ?? '')
      .split(/[\n,]/)
      .map((one) =>
        one
          .trim()
          .replace(/^name=([^,]*).*$/, '$1')
          .replace(/\$\{\{.*?\}\}/g, '*'),
      )
      .flatMap((one) => (one === '' ? [] : (imageOf(one) ?? []))),
  );
  const target = step.string('with', 'target')?.value;
  const given = (step.string('with', 'build-args')?.value ?? '').split('\n').flatMap((line) => {
    const [, name, value] = /^\s*(\w+)=(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined || value.includes('${{') ? [] : [[name, value] as const];
  });
  if (target?.includes('${{')) return [];
  return [...images].map((image) => ({ image, dockerfile, context, folder: '', at: names.at, manner: { target, arguments: new Map(given) } }));
}

/** A step of Cloud Build: `name: gcr.io/cloud-builders/docker`, `args: [build, -t, …, .]`. */
function cloudBuild(file: string, step: Value): BuildStatement[] {
  const args = step.strings('args');
  const isKaniko = /\bkaniko\b/.test(step.string('name')?.value ?? '');
  if (!isKaniko && (!/\bdocker\b/.test(step.string('name')?.value ?? '') || args[0]?.value !== 'build')) return [];
  const words = args.slice(isKaniko ? 0 : 1).map(({ value, at }) => ({ text: value, start: at.start, end: at.end }));
  return readBuild(file, words, step.string('dir')?.value ?? '', isKaniko);
}
