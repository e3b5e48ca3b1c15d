import { runningBuild } from '../../model/image-files';
import { isPackageOf, PURE_SQLITE } from '../../model/known-modules';
import { importOf } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';
import { buildWithCgo } from './cgo-remedy';

/** Packages that compile to a stub without cgo. gorm's driver takes mattn's. */
const DRIVERS = ['github.com/mattn/go-sqlite3', 'gorm.io/driver/sqlite'];

export default rule({
  id: 'sqlite-without-cgo',
  summary: 'A program uses the SQLite driver that needs cgo, and is built without cgo.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const module = project.moduleOf(image.dockerfile);
    const program = project.programOf(image);
    const build = runningBuild(image, module?.path?.value)?.build;
    if (build?.cgo !== false || !program) return;
    const [driver] = DRIVERS.flatMap((path) => importOf(program, path) ?? []);
    // With a second driver in the program, gorm's may have been told to use that one.
    if (!driver || PURE_SQLITE.some((path) => importOf(program, path))) return;
    if (DRIVERS.some((path) => [...program.module.replaced.keys()].some((replaced) => isPackageOf(replaced, path)))) return;
    const { cgoSetting } = build;
    const remedy = buildWithCgo(build, image);
    yield {
      at: cgoSetting?.at ?? build.at,
      message: cgoSetting
        ? message`Without cgo, the SQLite driver ${driver.value} is a stub that fails at the first use.`
        : message`This image has no C compiler, so cgo is off, and the SQLite driver ${driver.value} is a stub that fails at the first use.`,
      related: [{ at: driver.at, message: message`The driver is imported here.` }],
      ...(remedy && { fix: { title: remedy.title, safe: false, edits: remedy.edits } }),
    };
  },
});
