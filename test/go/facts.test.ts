import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { assertMarked } from '../carets';
import { program, readGo, startGo } from './read-go';

before(startGo);

const environment = (text: string) =>
  readGo(text).environment.map(({ key, fallback, required }) => `${key}${fallback === undefined ? '' : `=${fallback}`}${required ? '!' : ''}`);

describe('reads of the environment', () => {
  const cases: readonly [imports: string, body: string, ...expected: string[]][] = [
    ['os', 'a := os.Getenv("A")\nb, ok := os.LookupEnv("B")', 'A', 'B'],
    ['os', 'top:const key = "A_B"\nos.Getenv(key)', 'A_B'],
    ['os', 'os.Getenv(name)'],
    ['os', 'os.Setenv("A", "b")\nos.Unsetenv("C")\nos.ExpandEnv("$D")'],
    ['fmt', 'getEnv("A", "b")\nenvOrDefault("C", "")', 'A=b', 'C='],
    ['fmt', 'getEnv("A", 1)', 'A=1'],
    ['fmt', 'setEnv("A", "b")'],
    ['fmt', 'getEnv("not a name", "b")'],
    ['fmt', '// os.Getenv("A")\nfmt.Println("os.Getenv(\\"B\\")")'],
    ['syscall', 'syscall.Getenv("A")', 'A'],
    [
      'github.com/caarlos0/env/v11',
      'top:type config struct {\ntop:\tPort string `env:"PORT" envDefault:"8080"`\ntop:\tToken string `env:"TOKEN,required"`\ntop:}',
      'PORT=8080',
      'TOKEN!',
    ],
    [
      'github.com/kelseyhightower/envconfig',
      'top:type config struct {\ntop:\tPort int `envconfig:"port" default:"8080"`\ntop:\tKey string `envconfig:"key" required:"true"`\ntop:}\nenvconfig.Process("app", &c)',
      'APP_PORT=8080',
      'APP_KEY!',
    ],
    [
      'github.com/alecthomas/kong',
      'top:type cli struct {\ntop:\tPort int `default:"8080" env:"PORT" help:"x"`\ntop:\tToken string `env:"TOKEN" required:"true" help:"x"`\ntop:}',
      'PORT=8080',
      'TOKEN',
    ],
    ['github.com/caarlos0/env/v11', 'top:type config struct {\ntop:\tKey string `env:"KEY,required" description:"x"`\ntop:}', 'KEY!'],
  ];
  for (const [imports, body, ...expected] of cases) it(body, () => assert.deepEqual(environment(program(imports, body)), expected));

  it('have their place', () =>
    assertMarked(
      `package main

import "os"

var a = os.Getenv("A")
                  ^^^ A
type config struct {
	Port string \`env:"PORT"\`
                   ^^^^ PORT
}
`,
      (text) => [...readGo(text).environment].sort((a, b) => a.at.start - b.at.start).map(({ at, key }) => ({ start: at.start, end: at.end, label: key })),
    ));
});

describe('flags', () => {
  const flags = (text: string) =>
    readGo(text).flags.map(({ name, fallback, library, isBoolean }) => `${library} ${name}=${fallback}${isBoolean ? ' (switch)' : ''}`);
  const cases: readonly [imports: string, body: string, ...expected: string[]][] = [
    [
      'flag',
      'flag.String("addr", ":8080", "")\nflag.IntVar(&n, "n", 3, "")\nflag.Bool("v", false, "")',
      'flag addr=:8080',
      'flag n=3',
      'flag v=undefined (switch)',
    ],
    ['github.com/spf13/pflag', 'pflag.StringP("addr", "a", ":8080", "")', 'pflag addr=:8080'],
    ['github.com/spf13/cobra', 'cmd.Flags().StringVarP(&a, "addr", "a", ":8080", "")\ncmd.PersistentFlags().Int("n", 1, "")', 'pflag addr=:8080', 'pflag n=1'],
    ['fmt', 'other.String("addr", ":8080", "")'],
  ];
  for (const [imports, body, ...expected] of cases) it(body, () => assert.deepEqual(flags(program(imports, body)), expected));
});

describe('marks', () => {
  const marks = (text: string) => [...readGo(text).marks.keys()].sort();
  const cases: readonly [imports: string, body: string, ...expected: string[]][] = [
    ['os/signal', 'signal.Notify(c, os.Interrupt)', 'signals'],
    ['os/signal context', 'ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)', 'signals'],
    ['net/http', 'srv.Shutdown(ctx)', 'shutdown'],
    ['google.golang.org/grpc', 's := grpc.NewServer()\ns.GracefulStop()', 'grpc-server', 'shutdown'],
    ['github.com/gin-gonic/gin', 'gin.SetMode(gin.ReleaseMode)', 'gin-mode'],
    ['k8s.io/client-go/rest', 'rest.InClusterConfig()', 'in-cluster'],
    ['runtime', 'runtime.GOMAXPROCS(2)', 'own-runtime-limits'],
    ['runtime', 'runtime.GOMAXPROCS(0)'],
    ['fmt', 'bus.Notify(c)'],
  ];
  for (const [imports, body, ...expected] of cases) it(body, () => assert.deepEqual(marks(program(imports, body)), expected));
});

describe('the head of a file', () => {
  it('names the package and what it imports', () => {
    const { packageName, imports, hasMain } = readGo(
      '// Copyright\n\n/* package other */\npackage main\n\nimport "fmt"\nimport m "math"\nimport (\n\t_ "embed"\n\t. "strings"\n\n\t// "commented/out"\n\tgin "github.com/gin-gonic/gin" // web\n\t"github.com/labstack/echo/v4"\n\t"gopkg.in/yaml.v3"\n\t`go.uber.org/zap`\n\t"github.com/mattn/go-sqlite3"\n)\n\nfunc main() {}\n',
    );
    assert.equal(packageName, 'main');
    assert.deepEqual(
      imports.map(({ name, value }) => `${name} ${value}`),
      [
        'fmt fmt',
        'm math',
        '_ embed',
        '. strings',
        'gin github.com/gin-gonic/gin',
        'echo github.com/labstack/echo/v4',
        'yaml gopkg.in/yaml.v3',
        'zap go.uber.org/zap',
        'sqlite3 github.com/mattn/go-sqlite3',
      ],
    );
    assert.ok(hasMain);
  });
  it('covers each import with its quotes', () =>
    assertMarked(
      `package main

import "fmt"
       ^^^^^ fmt
import (
	m "math"
   ^^^^^^ math
	"C"
 ^^^ C
)
`,
      (text) => readGo(text).imports.map(({ value, at }) => ({ start: at.start, end: at.end, label: value })),
    ));
  it('says when it is built', () => {
    assert.equal(readGo('//go:build linux && !cgo \n\npackage a\n').buildConstraint, 'linux && !cgo');
    assert.equal(readGo('// +build linux\n\npackage a\n').buildConstraint, undefined);
  });
  it('says what is built in', () => {
    assert.deepEqual(
      readGo('package a\n\nimport _ "embed"\n\n//go:embed a.txt "b c.txt" d/*\nvar f embed.FS\n').embeds.map(({ value }) => value),
      ['a.txt', 'b c.txt', 'd/*'],
    );
  });
  it('knows tests', () => {
    const test = readGo(program('net/http', 'http.ListenAndServe(":8080", nil)'), 'main_test.go');
    assert.deepEqual([test.isTest, test.listens.length], [true, 0]);
  });
  it('is read with Windows line breaks', () => {
    const { packageName, imports, buildConstraint } = readGo('//go:build linux\r\n\r\npackage main\r\n\r\nimport (\r\n\t"C"\r\n\t"net/http"\r\n)\r\n');
    assert.deepEqual([packageName, imports.map(({ value }) => value), buildConstraint], ['main', ['C', 'net/http'], 'linux']);
  });
  it('is all that is read of generated files', () => {
    const source = program('net/http', 'http.ListenAndServe(":8080", nil)');
    assert.equal(readGo(`// Code generated by protoc. DO NOT EDIT.\n${source}`).listens.length, 0);
    assert.equal(readGo(`// Code generated by hand, edit it.\n${source}`).listens.length, 1);
  });
});
