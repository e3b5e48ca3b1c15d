import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { assertMarked } from '../carets';
import { listensOf, program, readGo, startGo } from './read-go';

before(startGo);

function cases(rows: readonly [imports: string, body: string, ...expected: string[]][]): void {
  for (const [imports, body, ...expected] of rows) it(body, () => assert.deepEqual(listensOf(program(imports, body)), expected));
}

describe('the standard library', () =>
  cases([
    ['net/http', 'http.ListenAndServe(":8080", nil)', 'net/http :8080'],
    ['net/http', 'log.Fatal(http.ListenAndServe("127.0.0.1:8080", mux))', 'net/http 127.0.0.1:8080'],
    ['net/http', 'http.ListenAndServeTLS(":8443", "a", "b", nil)', 'net/http :8443 tls'],
    ['net/http', 'http.ListenAndServe("[::1]:80", nil)', 'net/http ::1:80'],
    ['net/http', 'http.ListenAndServe(`:8080`, nil)', 'net/http :8080'],
    ['net/http', 'http.ListenAndServe(":http", nil)', 'net/http :80'],
    ['net/http', 'http.ListenAndServe(":0", nil)', 'net/http :0'],
    ['net/http', 'http.ListenAndServe("8080", nil)', 'net/http ?'],
    ['net/http', 's := &http.Server{Addr: ":9090", Handler: mux}\ns.ListenAndServe()', 'net/http :9090'],
    ['net/http', 's := http.Server{\n\tAddr: ":9090",\n}\n_ = s', 'net/http :9090'],
    ['net/http', 's := &http.Server{Handler: mux}\n_ = s'],
    ['net', 'l, err := net.Listen("tcp", ":7000")', 'net :7000'],
    ['net', 'l, err := net.Listen("tcp4", "0.0.0.0:7000")', 'net 0.0.0.0:7000'],
    ['net', 'net.Listen("unix", "/tmp/a.sock")'],
    ['net', 'net.Listen("udp", ":53")'],
    ['net', 'net.Listen(network, ":53")'],
    ['crypto/tls', 'tls.Listen("tcp", ":8443", config)', 'net :8443 tls'],
    ['net google.golang.org/grpc', 'l, _ := net.Listen("tcp", ":50051")\ns := grpc.NewServer()\ns.Serve(l)', 'net :50051'],
    ['github.com/valyala/fasthttp', 'fasthttp.ListenAndServe(":8080", h)', 'github.com/valyala/fasthttp :8080'],
  ]));

describe('frameworks', () =>
  cases([
    ['github.com/gin-gonic/gin', 'r := gin.Default()\nr.Run()', 'gin :8080 $PORT'],
    ['github.com/gin-gonic/gin', 'r := gin.New()\nr.Run(":9090")', 'gin :9090'],
    ['github.com/gin-gonic/gin', 'r := gin.Default()\nr.RunTLS(":443", "a", "b")', 'gin :443 tls'],
    ['github.com/gin-gonic/gin net/http', 'r := gin.Default()\nhttp.ListenAndServe(":9090", r)', 'net/http :9090'],
    ['github.com/labstack/echo/v4', 'e := echo.New()\ne.Logger.Fatal(e.Start(":1323"))', 'echo :1323'],
    ['github.com/labstack/echo/v4', 'e := echo.New()\ne.StartTLS(":1323", "a", "b")', 'echo :1323 tls'],
    ['github.com/gofiber/fiber/v2', 'app := fiber.New()\nlog.Fatal(app.Listen(":3000"))', 'fiber :3000'],
    ['github.com/go-chi/chi/v5 net/http', 'r := chi.NewRouter()\nhttp.ListenAndServe(":3333", r)', 'net/http :3333'],
    ['github.com/kataras/iris/v12', 'app := iris.New()\napp.Listen(":8080")', 'iris :8080'],
    ['github.com/gin-gonic/gin', 'top:type server struct{ engine *gin.Engine }\ntop:func (s *server) run() { s.engine.Run(":7070") }', 'gin :7070'],
  ]));

describe('what only looks like a server', () =>
  cases([
    ['github.com/labstack/echo/v4 go.opentelemetry.io/otel', 'ctx, span := tracer.Start(ctx, "name")'],
    ['github.com/labstack/echo/v4', 'cron.Start()'],
    ['github.com/gin-gonic/gin', 'cmd.Run()'],
    ['github.com/gin-gonic/gin os/exec', 'exec.Command("ls").Run()'],
    ['github.com/gin-gonic/gin', 't.Run("name", func(t *testing.T) {})'],
    ['github.com/gofiber/fiber/v2', 'events.Listen("created")'],
    ['runtime', 'runtime.Start(":8080")'],
    ['fmt', '// http.ListenAndServe(":8080", nil)\nfmt.Println("http.ListenAndServe(\\":8080\\", nil)")'],
    ['example.com/http', 'http.ListenAndServe(":8080", nil)'],
  ]));

describe('addresses made of other things', () =>
  cases([
    ['net/http', 'top:const addr = ":8080"\nhttp.ListenAndServe(addr, nil)', 'net/http :8080'],
    ['net/http', 'top:const (\ntop:\thost = "0.0.0.0"\ntop:\tport = 8080\ntop:)\nhttp.ListenAndServe(fmt.Sprintf("%s:%d", host, port), nil)', 'net/http ?'],
    [
      'net/http fmt',
      'top:const (\ntop:\thost = "0.0.0.0"\ntop:\tport = 8080\ntop:)\nhttp.ListenAndServe(fmt.Sprintf("%s:%d", host, port), nil)',
      'net/http 0.0.0.0:8080',
    ],
    ['net/http fmt', 'http.ListenAndServe(fmt.Sprintf(":%v", 8080), nil)', 'net/http :8080'],
    ['net/http fmt', 'http.ListenAndServe(fmt.Sprintf(":%04x", 8080), nil)', 'net/http ?'],
    ['net/http strconv', 'http.ListenAndServe(":"+strconv.Itoa(8_080), nil)', 'net/http :8080'],
    ['net/http net', 'http.ListenAndServe(net.JoinHostPort("", "8080"), nil)', 'net/http :8080'],
    ['net/http net', 'http.ListenAndServe(net.JoinHostPort("localhost", "8080"), nil)', 'net/http localhost:8080'],
    ['net/http', 'addr := ":" + "80" + "80"\nhttp.ListenAndServe((addr), nil)', 'net/http :8080'],
    ['net/http', 'var addr string = ":8080"\nhttp.ListenAndServe(addr, nil)', 'net/http :8080'],
    ['net/http os', 'http.ListenAndServe(":"+os.Getenv("PORT"), nil)', 'net/http :? $PORT'],
    ['net/http os', 'port := os.Getenv("PORT")\nif port == "" {\n\tport = "8080"\n}\nhttp.ListenAndServe(":"+port, nil)', 'net/http :8080 $PORT'],
    ['net/http os', 'port := "8080"\nif p := os.Getenv("PORT"); p != "" {\n\tport = p\n}\nhttp.ListenAndServe(":"+port, nil)', 'net/http :8080 $PORT'],
    ['net/http os', 'port, ok := os.LookupEnv("PORT")\nif !ok {\n\tport = "8080"\n}\nhttp.ListenAndServe(":"+port, nil)', 'net/http :8080 $PORT'],
    ['net/http', 'http.ListenAndServe(":"+getenv("PORT", "8080"), nil)', 'net/http :8080 $PORT'],
    ['net/http example.com/env', 'http.ListenAndServe(":"+env.GetEnv("PORT", "8080"), nil)', 'net/http :8080 $PORT'],
    ['net/http cmp os', 'http.ListenAndServe(":"+cmp.Or(os.Getenv("PORT"), "8080"), nil)', 'net/http :8080 $PORT'],
    ['net/http flag', 'addr := flag.String("addr", ":8080", "where")\nflag.Parse()\nhttp.ListenAndServe(*addr, nil)', 'net/http :8080 -addr'],
    ['net/http flag', 'top:var addr string\nflag.StringVar(&addr, "addr", ":8080", "where")\nhttp.ListenAndServe(addr, nil)', 'net/http :8080 -addr'],
    ['net/http flag fmt', 'port := flag.Int("port", 8080, "which")\nhttp.ListenAndServe(fmt.Sprintf(":%d", *port), nil)', 'net/http :8080 -port'],
    ['net/http', 'top:func addr() string { return ":8080" }\nhttp.ListenAndServe(addr(), nil)', 'net/http :8080'],
  ]));

describe('addresses that are not certain', () =>
  cases([
    ['net/http', 'addr := ":8080"\nif debug {\n\taddr = ":9090"\n}\nhttp.ListenAndServe(addr, nil)', 'net/http ?'],
    [
      'net/http fmt os',
      'port := "50051"\nif os.Getenv("PORT") != "" {\n\tport = os.Getenv("PORT")\n}\nport = fmt.Sprintf(":%s", port)\nhttp.ListenAndServe(port, nil)',
      'net/http ?',
    ],
    ['net/http', 'addr := ":80"\naddr += "80"\nhttp.ListenAndServe(addr, nil)', 'net/http ?'],
    ['net/http', 'top:var addr = ":8080"\ntop:func set() { addr = ":9090" }\nhttp.ListenAndServe(addr, nil)', 'net/http ?'],
    ['net/http', 'top:var addr = ":8080"\ntop:func serve(addr string) { http.ListenAndServe(addr, nil) }', 'net/http ?'],
    ['net/http', 'top:var addr = ":8080"\naddr := read()\nhttp.ListenAndServe(addr, nil)', 'net/http ?'],
    ['net/http', 'addr := ":8080"\nfunc() { addr = ":9090" }()\nhttp.ListenAndServe(addr, nil)', 'net/http ?'],
    ['net/http', 'addr := ":8080"\nread(&addr)\nhttp.ListenAndServe(addr, nil)', 'net/http ?'],
    ['net/http', 'for _, addr := range addrs {\n\thttp.ListenAndServe(addr, nil)\n}', 'net/http ?'],
    ['net/http', 'http.ListenAndServe(config.Addr, nil)', 'net/http ?'],
    ['net/http', 'http.ListenAndServe(os.Args[1], nil)', 'net/http ?'],
    ['net/http', 'a := b\nb := a\nhttp.ListenAndServe(a, nil)', 'net/http ?'],
    ['net/http', 'top:func addr() string { if x { return ":1" }; return ":2" }\nhttp.ListenAndServe(addr(), nil)', 'net/http ?'],
  ]));

describe('places', () => {
  it('are those of the address, or of the call where none is written', () =>
    assertMarked(
      `package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func main() {
	r := gin.Default() // 端口 😀
	r.Run()
 ^^^^^^^ gin
	http.ListenAndServe(":8080", nil)
                     ^^^^^^^ net/http
	_ = &http.Server{Addr: ":9090"}
                        ^^^^^^^ net/http
}
`,
      (text) => readGo(text).listens.map(({ at, framework }) => ({ start: at.start, end: at.end, label: framework })),
    ));
});
