import { golangTag } from '../../fix/golang-tag';
import type { GoModule } from '../../go/module';
import { goVersionOf } from '../../model/go-build';
import { buildImage, type Image } from '../../model/image';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'go-image-older-than-module',
  summary: 'The golang image is older than the Go version that go.mod asks for.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'dockerfile',

  *check({ dockerfile }, project) {
    const module = project.moduleOf(dockerfile);
    const wanted = module && parseGo(module.go?.value);
    if (!module?.go || !wanted) return;
    for (const stage of dockerfile.stages) {
      if (stage.baseStage) continue;
      const users = dockerfile.stages.map((one) => buildImage(dockerfile, one)).filter(({ lineage }) => lineage.includes(stage));
      const version = users[0] && goVersionOf(users[0]);
      if (!version || !users.some(runsGoOnModule) || users.some(mayFetchToolchain) || hasNoLocalToolchain(version)) continue;
      const verdict = judge(version, wanted, module);
      if (!verdict) continue;
      const written = golangTag(dockerfile, stage);
      const minor = `1.${Math.max(wanted.minor, 21)}`;
      yield {
        at: written?.at ?? stage.base.at,
        message:
          verdict === 'unreadable'
            ? message`Go ${showVersion(version)} cannot read the line ${unreadableLine(module)} in ${'go.mod'}.`
            : message`${'go.mod'} asks for Go ${module.go.value}, and this image brings ${showVersion(version)}.`,
        ...(verdict === 'warning' && { severity: verdict }),
        related: [
          {
            at: (verdict === 'unreadable' && wanted.patch === undefined && module.toolchain ? module.toolchain : module.go).at,
            message: message`The version is asked for here.`,
          },
        ],
        ...(written && { fix: { title: message`Use Go ${minor} in the image`, safe: false, edits: [{ at: written.at, text: written.replace(minor) }] } }),
      };
    }
  },
});

interface Version {
  readonly minor: number;
  readonly patch: number | undefined;
}

function parseGo(text: string | undefined): Version | undefined {
  const match = /^1\.(\d+)(?:\.(\d+))?(?:rc\d+|beta\d+)?$/.exec(text ?? '');
  return match ? { minor: Number(match[1]), patch: match[2] === undefined ? undefined : Number(match[2]) } : undefined;
}

/** A tag without patch level is the newest one. Before 1.21, Go did not know patch levels in go.mod, and built what it could. */
function judge(image: Version, wanted: Version, module: GoModule): 'error' | 'warning' | 'unreadable' | undefined {
  const isNewer = wanted.minor > image.minor || (wanted.minor === image.minor && image.patch !== undefined && (wanted.patch ?? 0) > image.patch);
  if (image.minor >= 21) return isNewer ? 'error' : undefined;
  if (wanted.patch !== undefined || module.toolchain) return 'unreadable';
  return isNewer ? 'warning' : undefined;
}

function unreadableLine({ go, toolchain }: GoModule): string {
  return toolchain && !/^1\.\d+\.\d+/.test(go?.value ?? '') ? `toolchain ${toolchain.value}` : `go ${go?.value}`;
}

/** GOTOOLCHAIN=local came into the images with 1.21.1; before that, Go 1.21 fetched the version it needs by itself. */
function hasNoLocalToolchain({ minor, patch }: Version): boolean {
  return minor === 21 && patch === 0;
}

function mayFetchToolchain(image: Image): boolean {
  const set =
    image.environment.has('GOTOOLCHAIN') ||
    image.lineage.some(({ instructions }) =>
      instructions.some(({ keyword, assignments }) => keyword === 'ARG' && assignments.some(({ name }) => name.value === 'GOTOOLCHAIN')),
    );
  return (
    set ||
    image.commands.some(
      ({ words, assignments }) => words.some(({ value }) => value.includes('GOTOOLCHAIN')) || assignments.some(({ name }) => name === 'GOTOOLCHAIN'),
    )
  );
}

const VERBS = new Set(['build', 'install', 'run', 'test', 'vet', 'generate', 'list', 'mod']);

/** Runs a Go command on what comes from the build context; `go install tool@version` alone reads no go.mod. */
function runsGoOnModule({ commands, copies, runs }: Image): boolean {
  const runsGo = commands.some(({ words }) => {
    const go = words.findIndex(({ value }) => value === 'go');
    return go >= 0 && VERBS.has(words[go + 1]?.value ?? '') && !words.slice(go).some(({ value }) => value.includes('@'));
  });
  const isMounted = runs.some(({ instruction }) => instruction.flags.some(({ name, value }) => name === 'mount' && value?.value.includes('type=bind')));
  return runsGo && (isMounted || copies.some(({ from }) => from === undefined));
}

function showVersion({ minor, patch }: Version): string {
  return patch === undefined ? `1.${minor}` : `1.${minor}.${patch}`;
}
