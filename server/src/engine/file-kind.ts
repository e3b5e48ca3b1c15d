import { baseName } from '../text/path';

/** What a file is read as, by its name. The content of YAML decides later what its documents are. */
export type FileKind = 'yaml' | 'dockerfile' | 'go-module' | 'go' | 'ignore' | 'script' | 'other';

export function fileKind(file: string): FileKind {
  const name = baseName(file);
  // kustomize looks for this name too.
  if (/\.ya?ml$/i.test(name) || name === 'Kustomization') return 'yaml';
  if (/^(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$/i.test(name) && !/\.(?:dockerignore|md|txt|sh|go|py|js|ts|json)$/i.test(name)) return 'dockerfile';
  if (/\.(?:dockerfile|containerfile)$/i.test(name)) return 'dockerfile';
  if (name === 'go.mod') return 'go-module';
  // `Dockerfile.dockerignore` holds for that Dockerfile alone.
  if (/\.dockerignore$/.test(name)) return 'ignore';
  if (name.endsWith('.go')) return 'go';
  return SCRIPTS.test(name) ? 'script' : 'other';
}

/** Files whose commands build images, and those that say so in a format of their own. */
const SCRIPTS = /^(?:GNUmakefile|[mM]akefile|[jJ]ustfile|Jenkinsfile(?:\..+)?|docker-bake(?:\.override)?\.(?:hcl|json)|.+\.(?:mk|sh|bash))$/;
