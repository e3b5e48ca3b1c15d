import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { loadGoGrammar } from '../../server/src/workspace/go-grammar';

// What a build links to, by the toolchain itself, and by what we say of the same line in a Dockerfile. Both on one machine
// with glibc and a C compiler, as the golang images of Debian are: `npm run prove`.

const NET = 'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n';
const FORMATS = 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("hello")\n}\n';
const WITH_C = 'package main\n\n// int one(void) { return 1; }\nimport "C"\n\nfunc main() {\n\tprintln(C.one())\n}\n';
const WITH_USER = 'package main\n\nimport "os/user"\n\nfunc main() {\n\tuser.Current()\n}\n';

const BUILDS: readonly [run: string, main: string, makefile?: string][] = [
  ['go build -o bin/app .', NET],
  ['go build -o bin/app .', FORMATS],
  ['go build -o bin/app .', WITH_C],
  ['go build -o bin/app .', WITH_USER],
  ['CGO_ENABLED=0 go build -o bin/app .', NET],
  ['CGO_ENABLED=0 GOOS=linux go build -a -installsuffix cgo -o bin/app .', NET],
  ['export CGO_ENABLED=0 && go build -o bin/app .', NET],
  ['env CGO_ENABLED=0 go build -o bin/app .', NET],
  ['GOOS=linux go build -o bin/app .', NET],
  ['CGO_ENABLED=0 go build -buildmode=pie -o bin/app .', NET],
  [`go build -a -installsuffix cgo -ldflags '-extldflags "-static"' -o bin/app .`, NET],
  [`go build -ldflags '-linkmode external -extldflags "-static"' -o bin/app .`, NET],
  [`go build -ldflags '-extldflags "-static"' -o bin/app .`, WITH_C],
  ['go build -tags netgo -o bin/app .', NET],
  ['go build -tags netgo -o bin/app .', WITH_USER],
  ['go build -tags osusergo,netgo -o bin/app .', WITH_USER],
  ['make build', NET, 'build:\n\tgo build -o bin/app .\n'],
  ['make build', NET, 'build:\n\tCGO_ENABLED=0 go build -o bin/app .\n'],
  ['make build', NET, 'export CGO_ENABLED=0\nbuild:\n\tgo build -o bin/app .\n'],
  ['make build', NET, 'CGO_ENABLED := 0\nexport CGO_ENABLED\nbuild:\n\tgo build -o bin/app .\n'],
  ['make build', NET, 'CGO_ENABLED := 0\nbuild:\n\tgo build -o bin/app .\n'],
  ['make', NET, 'CGO_ENABLED ?= 0\nall: build\nbuild:\n\tgo build -o bin/app .\n'],
  ['CGO_ENABLED=0 make build', NET, 'build:\n\tgo build -o bin/app .\n'],
  ['CGO_ENABLED=1 make build', NET, 'CGO_ENABLED = 0\nbuild:\n\tgo build -o bin/app .\n'],
  ['CGO_ENABLED=1 make build', NET, 'CGO_ENABLED ?= 0\nbuild:\n\tgo build -o bin/app .\n'],
  ['make build CGO_ENABLED=0', NET, 'CGO_ENABLED = 1\nbuild:\n\tgo build -o bin/app .\n'],
  ['make build', NET, 'build:\n\texport CGO_ENABLED=0\n\tgo build -o bin/app .\n'],
  ['make build', NET, 'GO ?= go\nGOBUILD = CGO_ENABLED=0 $(GO) build\nbuild:\n\t$(GOBUILD) -o bin/app .\n'],
  ['make build', NET, 'LDFLAGS := -X main.version=$(shell echo 1)\nbuild: vet\n\tgo build -ldflags "$(LDFLAGS) -s -w" -o bin/app .\nvet:\n\tgo vet ./...\n'],
  ['make build', NET, 'build: export CGO_ENABLED=0\nbuild:\n\tgo build -o bin/app .\n'],
  ['make build', NET, 'BIN := bin\nbuild: ## Build it\n\t@mkdir -p $(BIN)\n\t@echo building; go build -o $(BIN)/app .\n'],
  ['make all', NET, 'all:\n\t$(MAKE) build\nbuild:\n\tgo build -o bin/app .\n'],
  ['make bin/app', NET, 'bin/app: $(wildcard *.go)\n\tgo build -o $@ .\n'],
  ['make build', NET, 'ifdef HOME\nexport CGO_ENABLED=0\nendif\nbuild:\n\tgo build -o bin/app .\n'],
];

const GO_MOD = 'module example.com/app\n\ngo 1.21\n';
const DOCKERFILE = (run: string) =>
  `FROM golang:1.21 AS build\nWORKDIR /src\nCOPY . .\nRUN ${run}\n\nFROM alpine:3.22\nCOPY --from=build /src/bin/app /app\nENTRYPOINT ["/app"]\n`;

/** True where the toolchain makes a program that asks for a loader. */
function isDynamic(run: string, main: string, makefile: string | undefined): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'linkage-'));
  try {
    mkdirSync(join(folder, 'bin'));
    for (const [name, text] of Object.entries({ 'main.go': main, 'go.mod': GO_MOD, ...(makefile && { Makefile: makefile }) }))
      writeFileSync(join(folder, name), text);
    // The environment of the image, not of whoever runs this.
    const { PATH, HOME, GOPROXY, GOCACHE, GOMODCACHE } = process.env;
    const env = { PATH, HOME, GOPROXY, GOCACHE, GOMODCACHE, GOTOOLCHAIN: 'local' };
    const { status, stderr } = spawnSync('sh', ['-c', run], { cwd: folder, env, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    // The loader's path stands in the file's head.
    return readFileSync(join(folder, 'bin/app')).subarray(0, 8192).includes('ld-linux');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasCompiler = spawnSync('gcc', ['--version']).status === 0 && spawnSync('make', ['--version']).status === 0;

describe('a program is linked as we say', { skip: process.env.PROVE ? !hasCompiler && 'there is no C compiler or no make' : 'npm run prove' }, () => {
  for (const [run, main, makefile] of BUILDS) {
    const uses = /import "([\w/]+)"/.exec(main)?.[1];
    it(`${run}, with ${uses}${makefile ? `, by ${JSON.stringify(makefile)}` : ''}`, async () => {
      const analysis = new Analysis();
      analysis.useGrammar(await loadGoGrammar());
      for (const [file, text] of Object.entries({ Dockerfile: DOCKERFILE(run), 'main.go': main, 'go.mod': GO_MOD, ...(makefile && { Makefile: makefile }) }))
        analysis.setFile(file, text);
      const says = analysis.allReports().some(({ rule }) => rule.id === 'libc-mismatch');
      const dynamic = isDynamic(run, main, makefile);
      // What stands in a condition is left alone.
      if (makefile?.includes('ifdef')) assert.equal(says, false);
      else assert.equal(says, dynamic);
    });
  }
});
