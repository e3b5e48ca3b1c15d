import type { GoModule } from '../go/module';
import type { Located } from '../text/span';
import type { GoBuild } from './go-build';
import { CGO_MODULES, isPackageOf, USER_PACKAGES, usesNet } from './known-modules';
import type { Program } from './program';

/** What a program asks of the C library when cgo is on. Each is the import that proves it. */
export interface CNeeds {
  /** Imports `net`, by itself or through a module that is known to. */
  readonly net: Located<string> | undefined;
  readonly user: Located<string> | undefined;
  /** Holds C (`import "C"`), or imports a module that does. */
  readonly cgo: Located<string> | undefined;
  /** Certainly needs none of them: it imports the standard library and itself alone. */
  readonly none: boolean;
}

/** Reads from its imports what a program needs. */
export function needsOf(program: Program): CNeeds {
  let net: Located<string> | undefined;
  let user: Located<string> | undefined;
  let cgo: Located<string> | undefined;
  let none = true;
  const own = program.module.path?.value ?? '';
  for (const source of program.sources) {
    for (const one of source.imports) {
      const { value } = one;
      if (usesNet(value)) net ??= one;
      if (USER_PACKAGES.has(value)) user ??= one;
      if (value === 'C' || value === 'runtime/cgo' || value === 'plugin' || CGO_MODULES.some(({ path }) => isPackageOf(path, value))) cgo ??= one;
      if ((value.split('/')[0] as string).includes('.') && value !== own && !value.startsWith(`${own}/`)) none = false;
    }
  }
  return { net, user, cgo, none: none && !net && !user && !cgo };
}

/** What a finished program needs from the image that it runs in. */
export interface Linkage {
  /** The C library whose loader it asks for; `static` for none. */
  readonly libc: 'static' | 'glibc' | 'musl';
  /** What made it so; undefined where the build itself says it. */
  readonly because: Located<string> | undefined;
  /** Why it may be otherwise: the machine that builds has another architecture, or a module holds C that we do not see. */
  readonly doubt: 'architecture' | 'modules' | undefined;
}

/**
 * How a build links a program. Proved by `npm run prove` with a real toolchain: cgo is used where `net`, `os/user` or C is
 * in the program, unless tags take it out; the internal linker ignores `-extldflags`, so `-static` there does nothing
 * unless C itself is in the program or `-linkmode external` is given. Undefined where it cannot be told.
 */
export function linkageOf(build: GoBuild, needs: CNeeds | undefined, module: GoModule | undefined): Linkage | undefined {
  const { cgo, image, flags, tags, target, cgoSetting } = build;
  const libc = image.base?.libc;
  if (libc === undefined || libc === 'none') return undefined;
  const mode = flags.get('-buildmode');
  if (flags.has('-buildmode') && mode !== 'pie' && mode !== 'exe' && mode !== 'default') return undefined;
  // A position-independent program asks for glibc's loader even without cgo.
  if (cgo === false)
    return mode === 'pie'
      ? libc === 'glibc'
        ? { libc, because: undefined, doubt: undefined }
        : undefined
      : { libc: 'static', because: undefined, doubt: undefined };
  if (cgo === undefined) return undefined;
  const linker = flags.get('-ldflags') ?? '';
  const isExternal = /-linkmode[= ]['"]?external/.test(linker);
  const isStatic = /-static\b/.test(linker);
  if (isExternal && isStatic) return { libc: 'static', because: undefined, doubt: undefined };
  // `$` hides what else the linker is told, but for the values of `-X`.
  if (
    /\$\(|`/.test(linker.replace(/-X[= ]\s*(?:'[^']*'|\\?"[^"]*"|(?:\$\([^()]*\)|`[^`]*`|[^\s$])+)/g, '')) ||
    /\$\{?\w*(?:LD|FLAGS)/i.test(linker) ||
    (flags.get('-ldflags') === undefined && flags.has('-ldflags'))
  )
    return undefined;
  // Set explicitly, cgo stays on for every architecture; by default it is off in a cross build.
  const doubt = target === undefined || cgoSetting?.value === '1' ? undefined : 'architecture';
  if (needs?.cgo) return isStatic ? { libc: 'static', because: needs.cgo, doubt: undefined } : { libc, because: needs.cgo, doubt };
  if (needs?.none) return { libc: 'static', because: undefined, doubt: undefined };
  const because = needs?.net && !tags.includes('netgo') ? needs.net : needs?.user && !tags.includes('osusergo') ? needs.user : undefined;
  if (!because) return undefined;
  // A module that we do not know may hold C, and then `-static` would work after all.
  if (isStatic && mayHoldC(module)) return { libc, because, doubt: 'modules' };
  return { libc, because, doubt };
}

function mayHoldC(module: GoModule | undefined): boolean {
  return (
    module === undefined || module.requires.some(({ path }) => CGO_MODULES.some((known) => isPackageOf(known.path, path) || isPackageOf(path, known.path)))
  );
}
