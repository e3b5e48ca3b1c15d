import { baseName } from '../text/path';

/** What a file is read as, by its name. The content of YAML decides later what its documents are. */
export type FileKind = 'yaml' | 'json' | 'dockerfile' | 'go-module' | 'go-vendor' | 'go' | 'ignore' | 'script' | 'other';

export function fileKind(file: string): FileKind {
  const name = baseName(file);
  // kustomize looks for this name too.
  if (/\.ya?ml$/i.test(name) || name === 'Kustomization') return 'yaml';
  if (/^(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$/i.test(name) && !/\.(?:dockerignore|md|txt|sh|go|py|js|ts|json)$/i.test(name)) return 'dockerfile';
  if (/\.(?:dockerfile|containerfile)$/i.test(name)) return 'dockerfile';
  if (name === 'go.mod') return 'go-module';
  if (/(?:^|[\\/])vendor[\\/]modules\.txt$/.test(file)) return 'go-vendor';
  // `Dockerfile.dockerignore` holds for that Dockerfile alone.
  if (/\.dockerignore$/.test(name)) return 'ignore';
  if (name.endsWith('.go')) return 'go';
  if (SCRIPTS.test(name)) return 'script';
  // JSON is read as the YAML that it is.
  if (name === 'values.schema.json') return 'yaml';
  return /\.json$/i.test(name) && !OTHER_JSON.test(name) ? 'json' : 'other';
}

/** JSON that may hold objects for Kubernetes is read as the YAML that it is, as kubectl does. Most holds something else, and is not looked at. */
export function readAs(kind: FileKind, text: string): FileKind {
  if (kind !== 'json') return kind;
  return isManifest(text) ? 'yaml' : 'other';
}

export function isManifest(json: string): boolean {
  return /"apiVersion"\s*:/.test(json) && /"kind"\s*:/.test(json);
}

/** Files that every project in JavaScript has, and that are large. */
const OTHER_JSON =
  /^(?:(?:package|composer|npm-shrinkwrap|tsconfig|jsconfig|angular|nx|project|renovate|devcontainer)(?:[-.].*)?|.*[-.]lock|.*\.schema)\.json$/i;

/** Files whose commands build images, and those that say so in a format of their own. */
const SCRIPTS = /^(?:GNUmakefile|[mM]akefile|[jJ]ustfile|Jenkinsfile(?:\..+)?|docker-bake(?:\.override)?\.(?:hcl|json)|.+\.(?:mk|sh|bash))$/;

/** The text of a closed file that somebody may ask for: none of JSON that is not looked at, which may be large. */
export function textToKeep(file: string, text: string): string {
  return fileKind(file) === 'json' && !isManifest(text) ? '' : text;
}
