import { runningBuild } from '../../model/image-files';
import { CGO_MODULES } from '../../model/known-modules';
import { importOf } from '../../model/program';
import { message } from '../../text/message';
import { buildWithCgo } from '../chain/cgo-remedy';
import { rule } from '../rule';

export default rule({
  id: 'cgo-package-excluded',
  summary: 'A program imports a package that does not compile without cgo, and is built without cgo.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const program = project.programOf(image);
    const build = runningBuild(image, project.moduleOf(image.dockerfile)?.path?.value)?.build;
    if (build?.cgo !== false || !program) return;
    for (const { path, without, name } of CGO_MODULES) {
      const found = without === 'excluded' ? importOf(program, path) : undefined;
      if (!found || [...program.module.replaced.keys()].some((replaced) => path.startsWith(replaced))) continue;
      // Packages that hold their C code need nothing but a compiler; others need their library, whose name differs from system to system.
      const remedy = BUNDLED.has(path) && build.image.base?.libc === 'glibc' ? buildWithCgo(build, image) : undefined;
      yield {
        at: build.cgoSetting?.at ?? build.at,
        message: build.cgoSetting
          ? message`Without cgo, ${found.value} does not compile: it wraps ${name}, which is written in C.`
          : message`This image has no C compiler, so cgo is off, and ${found.value} does not compile: it wraps ${name}, which is written in C.`,
        related: [{ at: found.at, message: message`The package is imported here.` }],
        ...(remedy && { fix: { title: remedy.title, safe: false, edits: remedy.edits } }),
      };
    }
  },
});

const BUNDLED = new Set([
  'github.com/confluentinc/confluent-kafka-go',
  'github.com/marcboeker/go-duckdb',
  'github.com/DataDog/zstd',
  'github.com/valyala/gozstd',
]);
