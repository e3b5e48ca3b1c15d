import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import type { GoGrammar } from '../../server/src/go/grammar';
import { chainPorts } from '../../server/src/model/chain-ports';
import { loadGoGrammar } from '../../server/src/workspace/go-grammar';
import { program } from '../go/read-go';

// Where a program listens that says so in several places: the ports of the container, or `?`.

let grammar: GoGrammar;
before(async () => {
  grammar = await loadGoGrammar();
});

const DOCKERFILE =
  'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n';

const KONG = 'top:var cli struct {\ntop:\tServe struct{} `cmd:""`\ntop:\tHTTPPort int `default:"8080" env:"PORT" help:"Where to listen."`\ntop:}\n';
const KOANF = 'github.com/knadh/koanf';
const KOANF_ENV = `k := koanf.New(".")\nk.Load(confmap.Provider(map[string]any{"http.port": 8080}, "."), nil)\nk.Load(env.Provider("APP_", ".", func(s string) string {\n\treturn strings.Replace(strings.ToLower(strings.TrimPrefix(s, "APP_")), "_", ".", -1)\n}), nil)\nhttp.ListenAndServe(":" + k.String("http.port"), nil)`;

interface Given {
  readonly main: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

function portsOf({ main, files = {}, args = [], environment = {} }: Given): string {
  const analysis = new Analysis();
  analysis.useGrammar(grammar);
  const env = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'app' },
    spec: { containers: [{ name: 'app', image: 'registry.example.com/app:1', args, env }] },
  };
  const all = { 'go.mod': 'module example.com/app\n\ngo 1.24\n', Dockerfile: DOCKERFILE, 'main.go': main, 'pod.yaml': JSON.stringify(pod), ...files };
  for (const [file, text] of Object.entries(all)) analysis.setFile(file, text);
  const [chain] = analysis.project.chains;
  const ports = chain && chainPorts(chain);
  return ports ? ports.map(({ port }) => port).join(' ') : '?';
}

const SERVE = (address: string) => `http.ListenAndServe(${address}, nil)`;
const CONFIG = (body: string, imports = '') => `package config\n\n${imports}type Config struct {\n\tAddr string\n\tPort string\n}\n\n${body}\n`;

describe('a program listens where', () => {
  const rows: readonly [what: string, expected: string, given: Given][] = [
    [
      'urfave/cli has a flag',
      '7000',
      {
        main: program(
          'net/http os github.com/urfave/cli/v2',
          `app := &cli.App{\n\tFlags: []cli.Flag{&cli.StringFlag{Name: "addr", Aliases: []string{"a"}, Value: ":8080", EnvVars: []string{"ADDR"}}},\n\tAction: func(c *cli.Context) error { return http.ListenAndServe(c.String("addr"), nil) },\n}\napp.Run(os.Args)`,
        ),
        environment: { ADDR: ':7000' },
      },
    ],
    [
      'its flag has another name',
      '9000',
      {
        main: program(
          'net/http os github.com/urfave/cli/v2',
          `app := &cli.App{\n\tFlags: []cli.Flag{&cli.StringFlag{Name: "addr", Aliases: []string{"a"}, Value: ":8080"}},\n\tAction: func(c *cli.Context) error { return http.ListenAndServe(c.String("addr"), nil) },\n}\napp.Run(os.Args)`,
        ),
        args: ['-a', ':9000'],
      },
    ],
    [
      'a flag of pflag is given by its letter',
      '9000',
      {
        main: program('net/http github.com/spf13/pflag', `port := pflag.StringP("port", "p", "8080", "")\npflag.Parse()\n${SERVE('":" + *port')}`),
        args: ['-p', '9000'],
      },
    ],
    [
      'the letter has its value behind it',
      '9000',
      {
        main: program(
          'net/http github.com/spf13/pflag',
          `var port string\npflag.StringVarP(&port, "port", "p", "8080", "")\npflag.Parse()\n${SERVE('":" + port')}`,
        ),
        args: ['-p9000'],
      },
    ],
    [
      'a manager of controller-runtime does',
      '8080 8081',
      {
        main: program(
          'sigs.k8s.io/controller-runtime',
          `mgr, err := controllerruntime.NewManager(cfg, controllerruntime.Options{\n\tHealthProbeBindAddress: ":8081",\n})`,
        ).replace('"sigs', 'controllerruntime "sigs'),
      },
    ],
    [
      'its metrics are off',
      '8081',
      {
        main: program(
          'sigs.k8s.io/controller-runtime',
          `mgr, err := ctrl.NewManager(cfg, ctrl.Options{\n\tMetrics: server.Options{BindAddress: "0"},\n\tHealthProbeBindAddress: ":8081",\n})`,
        ).replace('"sigs', 'ctrl "sigs'),
      },
    ],
    [
      'a helper of the file reads a variable',
      '8080',
      {
        main: program(
          'net/http os',
          `top:func lookup(key, def string) string {\ntop:\tv, ok := os.LookupEnv(key)\ntop:\tif !ok {\ntop:\t\treturn def\ntop:\t}\ntop:\treturn v\ntop:}\n${SERVE('":"+lookup("PORT", "8080")')}`,
        ),
      },
    ],
    [
      'the helper puts a prefix in front',
      '7000',
      {
        main: program(
          'net/http os',
          `top:func getenv(key, def string) string {\ntop:\tif v := os.Getenv("APP_" + key); v != "" {\ntop:\t\treturn v\ntop:\t}\ntop:\treturn def\ntop:}\n${SERVE('":"+getenv("PORT", "8080")')}`,
        ),
        environment: { PORT: '6000', APP_PORT: '7000' },
      },
    ],
    [
      'the helper asks something else',
      '?',
      {
        main: program(
          'net/http os',
          `top:func getenv(key, def string) string {\ntop:\tif os.Getenv("MODE") == "x" {\ntop:\t\treturn os.Getenv(key)\ntop:\t}\ntop:\treturn def\ntop:}\n${SERVE('":"+getenv("PORT", "8080")')}`,
        ),
      },
    ],
    [
      'a number is read from a variable',
      '7000',
      {
        main: program(
          'net/http os strconv',
          `port := 8080\nif v := os.Getenv("PORT"); v != "" {\n\tp, err := strconv.Atoi(v)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tport = p\n}\n${SERVE('":" + strconv.Itoa(port)')}`,
        ),
        environment: { PORT: '7000' },
      },
    ],
    [
      'a number that cannot be read has a default',
      '8080',
      {
        main: program(
          'net/http os strconv',
          `port, err := strconv.Atoi(os.Getenv("PORT"))\nif err != nil {\n\tport = 8080\n}\n${SERVE('":" + strconv.Itoa(port)')}`,
        ),
      },
    ],
    [
      'some other error has a default',
      '?',
      { main: program('net/http os', `port := os.Getenv("PORT")\n_, err := os.Stat("x")\nif err != nil {\n\tport = "8080"\n}\n${SERVE('":" + port')}`) },
    ],
    [
      'the default of a flag is a variable',
      '7000',
      {
        main: program(
          'flag net/http os',
          `addr := flag.String("addr", getenv("ADDR", ":8080"), "")\nflag.Parse()\n${SERVE('*addr')}\ntop:func getenv(key, def string) string {\ntop:\tif v := os.Getenv(key); v != "" {\ntop:\t\treturn v\ntop:\t}\ntop:\treturn def\ntop:}`,
        ),
        environment: { ADDR: ':7000' },
      },
    ],
    [
      'the flag wins over its variable',
      '9000',
      {
        main: program(
          'flag net/http os',
          `addr := flag.String("addr", getenv("ADDR", ":8080"), "")\nflag.Parse()\n${SERVE('*addr')}\ntop:func getenv(key, def string) string {\ntop:\tif v := os.Getenv(key); v != "" {\ntop:\t\treturn v\ntop:\t}\ntop:\treturn def\ntop:}`,
        ),
        environment: { ADDR: ':7000' },
        args: ['-addr=:9000'],
      },
    ],
    [
      'a struct with a prefix is read',
      '7000',
      {
        main: program(
          'net/http github.com/caarlos0/env/v11',
          `top:type config struct {\ntop:\tHTTP server \`envPrefix:"HTTP_"\`\ntop:}\ntop:type server struct {\ntop:\tAddr string \`env:"ADDR" envDefault:":8080"\`\ntop:}\nvar cfg config\nenv.Parse(&cfg)\n${SERVE('cfg.HTTP.Addr')}`,
        ),
        environment: { HTTP_ADDR: ':7000', ADDR: ':6000' },
      },
    ],
    [
      'a struct stands in two places',
      '?',
      {
        main: program(
          'net/http github.com/caarlos0/env/v11',
          `top:type config struct {\ntop:\tA server \`envPrefix:"A_"\`\ntop:\tB server \`envPrefix:"B_"\`\ntop:}\ntop:type server struct {\ntop:\tAddr string \`env:"ADDR" envDefault:":8080"\`\ntop:}\nvar cfg config\nenv.Parse(&cfg)\n${SERVE('cfg.A.Addr')}`,
        ),
      },
    ],
    [
      'all variables have a prefix',
      '7000',
      {
        main: program(
          'net/http github.com/caarlos0/env/v11',
          `top:type config struct {\ntop:\tAddr string \`env:"ADDR" envDefault:":8080"\`\ntop:}\nvar cfg config\nenv.ParseWithOptions(&cfg, env.Options{Prefix: "APP_"})\n${SERVE('cfg.Addr')}`,
        ),
        environment: { APP_ADDR: ':7000' },
      },
    ],
    [
      'envconfig finds the name without its prefix',
      '7000',
      {
        main: program(
          'net/http github.com/kelseyhightower/envconfig',
          `top:type config struct {\ntop:\tAddr string \`envconfig:"ADDR" default:":8080"\`\ntop:}\nvar cfg config\nenvconfig.Process("app", &cfg)\n${SERVE('cfg.Addr')}`,
        ),
        environment: { ADDR: ':7000' },
      },
    ],
    [
      'viper puts a prefix in front',
      '7000',
      {
        main: program(
          'net/http strings github.com/spf13/viper',
          `viper.SetDefault("server.port", 8080)\nviper.SetEnvPrefix("app")\nviper.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))\nviper.AutomaticEnv()\n${SERVE('":"+viper.GetString("server.port")')}`,
        ),
        environment: { APP_SERVER_PORT: '7000' },
      },
    ],
    [
      'an instance of viper has a default',
      '8080',
      { main: program('net/http github.com/spf13/viper', `v := viper.New()\nv.SetDefault("addr", ":8080")\n${SERVE('v.GetString("addr")')}`) },
    ],
    [
      'another package fills a struct',
      '8080',
      {
        main: program('net/http example.com/app/config', `cfg := config.Load()\n${SERVE('":" + cfg.Port')}`),
        files: { 'config/config.go': CONFIG('func Load() Config {\n\treturn Config{Port: "8080"}\n}') },
      },
    ],
    [
      'a method puts the address together',
      '7000',
      {
        main: program('net/http example.com/app/config', `cfg := config.Load()\n${SERVE('cfg.ListenAddr()')}`),
        files: {
          'config/config.go': CONFIG(
            'func Load() Config {\n\tport := os.Getenv("PORT")\n\tif port == "" {\n\t\tport = "8080"\n\t}\n\treturn Config{Port: port}\n}\n\nfunc (c Config) ListenAddr() string { return ":" + c.Port }',
            'import "os"\n\n',
          ),
        },
        environment: { PORT: '7000' },
      },
    ],
    [
      'a field has a default where it is empty',
      '8080',
      {
        main: program(
          'net/http os',
          `top:type config struct {\ntop:\tPort string\ntop:}\ncfg := config{Port: os.Getenv("PORT")}\nif cfg.Port == "" {\n\tcfg.Port = "8080"\n}\n${SERVE('":" + cfg.Port')}`,
        ),
      },
    ],
    [
      'a flag fills a field',
      '9000',
      {
        main: program(
          'flag net/http',
          `top:type config struct {\ntop:\tAddr string\ntop:}\nvar cfg config\nflag.StringVar(&cfg.Addr, "addr", ":8080", "")\nflag.Parse()\n${SERVE('cfg.Addr')}`,
        ),
        args: ['--addr', ':9000'],
      },
    ],
    [
      'a field is set twice',
      '?',
      {
        main: program(
          'net/http os',
          `top:type config struct {\ntop:\tAddr string\ntop:}\ncfg := config{Addr: ":8080"}\nif len(os.Args) > 1 {\n\tcfg.Addr = os.Args[1]\n}\n${SERVE('cfg.Addr')}`,
        ),
      },
    ],
    [
      'two structs have a field of that name',
      '?',
      {
        main: program(
          'net/http',
          `top:type config struct {\ntop:\tAddr string\ntop:}\ntop:type other struct {\ntop:\tAddr string\ntop:}\ncfg := config{Addr: ":8080"}\n${SERVE('cfg.Addr')}`,
        ),
      },
    ],
    [
      'a file may fill the struct',
      '?',
      {
        main: program(
          'encoding/json net/http os',
          `top:type config struct {\ntop:\tAddr string\ntop:}\ncfg := config{Addr: ":8080"}\nb, _ := os.ReadFile("c.json")\njson.Unmarshal(b, &cfg)\n${SERVE('cfg.Addr')}`,
        ),
      },
    ],
    [
      'a tag lets a decoder fill the field',
      '?',
      { main: program('net/http', `top:type config struct {\ntop:\tAddr string \`yaml:"addr"\`\ntop:}\ncfg := config{Addr: ":8080"}\n${SERVE('cfg.Addr')}`) },
    ],
    [
      'another file changes the field',
      '?',
      {
        main: program('net/http', `top:type config struct {\ntop:\tAddr string\ntop:}\ncfg := config{Addr: ":8080"}\n${SERVE('cfg.Addr')}`),
        files: { 'change.go': 'package main\n\nfunc change(c *config) {\n\tc.Addr = ":9000"\n}\n' },
      },
    ],
    [
      'a struct of somebody else has such a field',
      '8080',
      {
        main: program(
          'net/http github.com/redis/go-redis/v9',
          `top:type config struct {\ntop:\tAddr string\ntop:}\ncfg := config{Addr: ":8080"}\nredis.NewClient(&redis.Options{Addr: "cache:6379"})\n${SERVE('cfg.Addr')}`,
        ),
      },
    ],
    [
      'kong has a default',
      '8080',
      { main: program('fmt net/http github.com/alecthomas/kong', `${KONG}kong.Parse(&cli)\n${SERVE('fmt.Sprintf(":%d", cli.HTTPPort)')}`) },
    ],
    [
      'kong reads a variable',
      '7000',
      {
        main: program('fmt net/http github.com/alecthomas/kong', `${KONG}kong.Parse(&cli)\n${SERVE('fmt.Sprintf(":%d", cli.HTTPPort)')}`),
        environment: { PORT: '7000' },
      },
    ],
    [
      'an option of kong wins over its variable',
      '9000',
      {
        main: program('fmt net/http github.com/alecthomas/kong', `${KONG}kong.Parse(&cli)\n${SERVE('fmt.Sprintf(":%d", cli.HTTPPort)')}`),
        environment: { PORT: '7000' },
        args: ['serve', '--http-port=9000'],
      },
    ],
    [
      'an option of kong has no variable',
      '9000',
      {
        main: program(
          'net/http github.com/alecthomas/kong',
          `top:var cli struct {\ntop:\tAddr string \`name:"listen" short:"l" default:":8080"\`\ntop:}\nkong.Parse(&cli)\n${SERVE('cli.Addr')}`,
        ),
        args: ['-l', ':9000'],
      },
    ],
    [
      'kong reads a file too',
      '?',
      {
        main: program(
          'fmt net/http github.com/alecthomas/kong',
          `${KONG}kong.Parse(&cli, kong.Configuration(kong.JSON, "/etc/app.json"))\n${SERVE('fmt.Sprintf(":%d", cli.HTTPPort)')}`,
        ),
      },
    ],
    [
      'kong puts a prefix in front',
      '?',
      {
        main: program(
          'fmt net/http github.com/alecthomas/kong',
          `${KONG}top:type all struct {\ntop:\tCLI cli \`embed:"" prefix:"web-"\`\ntop:}\nkong.Parse(&cli)\n${SERVE('fmt.Sprintf(":%d", cli.HTTPPort)')}`,
        ),
      },
    ],
    ['the tags are of nobody', '?', { main: program('fmt net/http', `${KONG}${SERVE('fmt.Sprintf(":%d", cli.HTTPPort)')}`.replace(' env:"PORT"', '')) }],
    [
      'go-flags has an option and a variable',
      '9000',
      {
        main: program(
          'net/http github.com/jessevdk/go-flags',
          `top:var opts struct {\ntop:\tListen string \`long:"listen" env:"LISTEN" default:":8080" description:"address"\`\ntop:}\nflags.Parse(&opts)\n${SERVE('opts.Listen')}`,
        ),
        environment: { LISTEN: ':7000' },
        args: ['--listen', ':9000'],
      },
    ],
    [
      'koanf has defaults in a map',
      '8080',
      {
        main: program(
          `net/http ${KOANF} ${KOANF}/providers/confmap`,
          `top:var k = koanf.New(".")\nk.Load(confmap.Provider(map[string]interface{}{\n\t"http.port": 8080,\n\t"debug": false,\n\t"name": "x",\n}, "."), nil)\n${SERVE('":" + k.String("http.port")')}`,
        ),
      },
    ],
    [
      'koanf has defaults in a struct',
      '8080',
      {
        main: program(
          `net/http ${KOANF} ${KOANF}/providers/structs`,
          `top:type server struct {\ntop:\tAddr string \`koanf:"addr"\`\ntop:}\ntop:type config struct {\ntop:\tHTTP server \`koanf:"http"\`\ntop:}\nk := koanf.New(".")\nk.Load(structs.Provider(config{HTTP: server{Addr: ":8080"}}, "koanf"), nil)\n${SERVE('k.String("http.addr")')}`,
        ),
      },
    ],
    [
      'koanf reads the environment after its defaults',
      '7000',
      { main: program(`net/http strings ${KOANF} ${KOANF}/providers/confmap ${KOANF}/providers/env`, KOANF_ENV), environment: { APP_HTTP_PORT: '7000' } },
    ],
    [
      'koanf does not find the variable',
      '8080',
      { main: program(`net/http strings ${KOANF} ${KOANF}/providers/confmap ${KOANF}/providers/env`, KOANF_ENV), environment: { HTTP_PORT: '7000' } },
    ],
    [
      'koanf makes keys of variables in a way of its own',
      '?',
      {
        main: program(
          `net/http strings ${KOANF} ${KOANF}/providers/confmap ${KOANF}/providers/env`,
          KOANF_ENV.replace('strings.ToLower(strings.TrimPrefix(s, "APP_"))', 'names[s]'),
        ),
      },
    ],
    [
      'koanf reads a file',
      '?',
      {
        main: program(
          `net/http ${KOANF} ${KOANF}/providers/confmap ${KOANF}/providers/file`,
          `k := koanf.New(".")\nk.Load(confmap.Provider(map[string]any{"addr": ":8080"}, "."), nil)\nk.Load(file.Provider("/etc/app.json"), nil)\n${SERVE('k.String("addr")')}`,
        ),
      },
    ],
    [
      'a default of koanf is not known',
      '?',
      {
        main: program(
          `net/http ${KOANF} ${KOANF}/providers/confmap`,
          `k := koanf.New(".")\nk.Load(confmap.Provider(map[string]any{"addr": ":8080", "name": name()}, "."), nil)\n${SERVE('k.String("addr")')}`,
        ),
      },
    ],
  ];
  for (const [what, expected, given] of rows) it(what, () => assert.equal(portsOf(given), expected));
});
