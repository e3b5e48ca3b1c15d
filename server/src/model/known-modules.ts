/**
 * Packages of the standard library that reach `net` or `os/user` by imports, so that cgo links the C library into them
 * where it is on (`go list -deps` of Go 1.26).
 */
export const NET_PACKAGES: ReadonlySet<string> = new Set(
  (
    'net net/http net/http/cgi net/http/cookiejar net/http/fcgi net/http/httptest net/http/httptrace net/http/httputil net/http/pprof net/mail net/rpc net/rpc/jsonrpc net/smtp net/textproto ' +
    'crypto/tls crypto/x509 expvar log/syslog mime/multipart'
  ).split(' '),
);
export const USER_PACKAGES: ReadonlySet<string> = new Set(['os/user', 'archive/tar']);

/** Modules of others that open network connections, so that whatever imports them imports `net`. Prefixes of import paths. */
const NET_MODULES: readonly string[] = [
  'cloud.google.com/go',
  'connectrpc.com/connect',
  'github.com/99designs/gqlgen/graphql/handler',
  'github.com/aws/aws-sdk-go',
  'github.com/aws/aws-sdk-go-v2',
  'github.com/Azure/azure-sdk-for-go',
  'github.com/beego/beego',
  'github.com/cloudwego/hertz',
  'github.com/cloudwego/kitex',
  'github.com/confluentinc/confluent-kafka-go',
  'github.com/elastic/go-elasticsearch',
  'github.com/emicklei/go-restful',
  'github.com/gin-gonic/gin',
  'github.com/go-chi/chi',
  'github.com/go-kit/kit/transport',
  'github.com/go-kratos/kratos',
  'github.com/go-redis/redis',
  'github.com/go-resty/resty',
  'github.com/go-sql-driver/mysql',
  'github.com/gofiber/fiber',
  'github.com/gogf/gf',
  'github.com/gorilla/handlers',
  'github.com/gorilla/mux',
  'github.com/gorilla/websocket',
  'github.com/grpc-ecosystem/grpc-gateway',
  'github.com/hibiken/asynq',
  'github.com/IBM/sarama',
  'github.com/jackc/pgx',
  'github.com/julienschmidt/httprouter',
  'github.com/kataras/iris',
  'github.com/labstack/echo',
  'github.com/lib/pq',
  'github.com/micro/go-micro',
  'github.com/minio/minio-go',
  'github.com/nats-io/nats.go',
  'github.com/prometheus/client_golang/prometheus/promhttp',
  'github.com/rabbitmq/amqp091-go',
  'github.com/redis/go-redis',
  'github.com/segmentio/kafka-go',
  'github.com/Shopify/sarama',
  'github.com/streadway/amqp',
  'github.com/twmb/franz-go',
  'github.com/valyala/fasthttp',
  'github.com/zeromicro/go-zero/rest',
  'github.com/zeromicro/go-zero/zrpc',
  'go.etcd.io/etcd/client',
  'go.mongodb.org/mongo-driver',
  'google.golang.org/api',
  'google.golang.org/grpc',
  'gorm.io/driver/mysql',
  'gorm.io/driver/postgres',
  'k8s.io/client-go',
  'sigs.k8s.io/controller-runtime',
];

/** Modules that hold C or wrap a C library: they need cgo to do their work. */
export const CGO_MODULES: readonly { readonly path: string; readonly without: 'stub' | 'excluded' | 'other'; readonly name: string }[] = [
  // Without cgo it compiles to a stub that fails when it is first used (static_mock.go).
  { path: 'github.com/mattn/go-sqlite3', without: 'stub', name: 'go-sqlite3' },
  { path: 'gorm.io/driver/sqlite', without: 'stub', name: 'go-sqlite3' },
  { path: 'github.com/mutecomm/go-sqlcipher', without: 'excluded', name: 'go-sqlcipher' },
  { path: 'github.com/confluentinc/confluent-kafka-go', without: 'excluded', name: 'librdkafka' },
  { path: 'github.com/marcboeker/go-duckdb', without: 'excluded', name: 'DuckDB' },
  { path: 'github.com/godror/godror', without: 'excluded', name: 'ODPI-C' },
  { path: 'github.com/pebbe/zmq4', without: 'excluded', name: 'libzmq' },
  { path: 'github.com/davidbyttow/govips', without: 'excluded', name: 'libvips' },
  { path: 'github.com/h2non/bimg', without: 'excluded', name: 'libvips' },
  { path: 'gocv.io/x/gocv', without: 'excluded', name: 'OpenCV' },
  { path: 'github.com/google/gopacket/pcap', without: 'excluded', name: 'libpcap' },
  { path: 'github.com/linxGnu/grocksdb', without: 'excluded', name: 'RocksDB' },
  { path: 'github.com/tecbot/gorocksdb', without: 'excluded', name: 'RocksDB' },
  { path: 'github.com/libgit2/git2go', without: 'excluded', name: 'libgit2' },
  { path: 'github.com/yanyiwu/gojieba', without: 'excluded', name: 'cppjieba' },
  { path: 'github.com/chai2010/webp', without: 'excluded', name: 'libwebp' },
  { path: 'github.com/bytedance/sonic/cgo', without: 'other', name: 'sonic' },
  { path: 'github.com/DataDog/zstd', without: 'excluded', name: 'zstd' },
  { path: 'github.com/valyala/gozstd', without: 'excluded', name: 'zstd' },
  { path: 'github.com/go-gl', without: 'excluded', name: 'OpenGL' },
  { path: 'github.com/miekg/pkcs11', without: 'excluded', name: 'PKCS #11' },
  { path: 'github.com/mattn/go-oci8', without: 'excluded', name: 'OCI' },
  { path: 'github.com/coreos/go-systemd/v22/sdjournal', without: 'excluded', name: 'libsystemd' },
];

/** SQLite drivers that are written in Go or run as WebAssembly: they need no cgo. */
export const PURE_SQLITE: readonly string[] = [
  'modernc.org/sqlite',
  'github.com/glebarez/sqlite',
  'github.com/glebarez/go-sqlite',
  'github.com/ncruces/go-sqlite3',
  'zombiezen.com/go/sqlite',
];

/** True where an import path is `path` or lies below it; a major version suffix belongs to the module. */
export function isPackageOf(path: string, imported: string): boolean {
  return imported === path || imported.startsWith(`${path}/`) || imported.startsWith(`${path}@`);
}

export function usesNet(imported: string): boolean {
  return NET_PACKAGES.has(imported) || NET_MODULES.some((path) => isPackageOf(path, imported));
}

/** Modules that open no port, register no route and start no server unless the program's own source says so. */
const QUIET_MODULES: readonly string[] = [
  'github.com/alecthomas/kong',
  'github.com/aws/aws-sdk-go',
  'github.com/aws/aws-sdk-go-v2',
  'github.com/BurntSushi/toml',
  'github.com/caarlos0/env',
  'github.com/cenkalti/backoff',
  'github.com/coreos/go-oidc',
  'github.com/dgrijalva/jwt-go',
  'github.com/elastic/go-elasticsearch',
  'github.com/fsnotify/fsnotify',
  'github.com/gin-contrib/cors',
  'github.com/gin-contrib/requestid',
  'github.com/gin-contrib/zap',
  'github.com/gin-gonic/gin',
  'github.com/glebarez/sqlite',
  'github.com/go-chi/chi',
  'github.com/go-chi/cors',
  'github.com/go-chi/render',
  'github.com/go-logr',
  'github.com/go-playground/validator',
  'github.com/go-redis/redis',
  'github.com/go-resty/resty',
  'github.com/go-sql-driver/mysql',
  'github.com/go-viper/mapstructure',
  'github.com/goccy/go-yaml',
  'github.com/gofiber/fiber',
  'github.com/golang-jwt/jwt',
  'github.com/golang-migrate/migrate',
  'github.com/golang/protobuf',
  'github.com/google/uuid',
  'github.com/gorilla/handlers',
  'github.com/gorilla/mux',
  'github.com/gorilla/websocket',
  'github.com/hashicorp/go-multierror',
  'github.com/IBM/sarama',
  'github.com/ilyakaznacheev/cleanenv',
  'github.com/jackc/pgx',
  'github.com/jmoiron/sqlx',
  'github.com/joho/godotenv',
  'github.com/json-iterator/go',
  'github.com/julienschmidt/httprouter',
  'github.com/kelseyhightower/envconfig',
  'github.com/KimMachineGun/automemlimit',
  'github.com/knadh/koanf',
  'github.com/labstack/echo',
  'github.com/labstack/gommon',
  'github.com/lib/pq',
  'github.com/lmittmann/tint',
  'github.com/mattn/go-sqlite3',
  'github.com/minio/minio-go',
  'github.com/mitchellh/mapstructure',
  'github.com/nats-io/nats.go',
  'github.com/oklog/ulid',
  'github.com/pkg/errors',
  'github.com/prometheus/client_golang/prometheus',
  'github.com/rabbitmq/amqp091-go',
  'github.com/redis/go-redis',
  'github.com/robfig/cron',
  'github.com/rs/cors',
  'github.com/rs/xid',
  'github.com/rs/zerolog',
  'github.com/samber/lo',
  'github.com/segmentio/kafka-go',
  'github.com/sethvargo/go-envconfig',
  'github.com/shopspring/decimal',
  'github.com/sirupsen/logrus',
  'github.com/spf13/cobra',
  'github.com/spf13/pflag',
  'github.com/spf13/viper',
  'github.com/stretchr/testify',
  'github.com/twmb/franz-go',
  'github.com/uptrace/bun',
  'github.com/urfave/cli',
  'go.mongodb.org/mongo-driver',
  'go.opentelemetry.io/otel',
  'go.uber.org/automaxprocs',
  'go.uber.org/multierr',
  'go.uber.org/zap',
  'golang.org/x',
  'google.golang.org/grpc',
  'google.golang.org/protobuf',
  'gopkg.in/natefinch/lumberjack.v2',
  'gopkg.in/yaml.v2',
  'gopkg.in/yaml.v3',
  'gorm.io/driver',
  'gorm.io/gorm',
  'modernc.org/sqlite',
  'sigs.k8s.io/yaml',
];

/** True for packages of the standard library and for modules that do nothing by themselves that Kubernetes could see. */
export function isQuiet(imported: string): boolean {
  const isStandard = !(imported.split('/')[0] as string).includes('.');
  return isStandard || QUIET_MODULES.some((path) => isPackageOf(path, imported));
}

/** Modules that talk to public services by TLS whenever they are used. */
export const CLOUD_MODULES: readonly string[] = [
  'cloud.google.com/go',
  'firebase.google.com/go',
  'github.com/Azure/azure-sdk-for-go',
  'github.com/aws/aws-sdk-go/service',
  'github.com/aws/aws-sdk-go-v2/service',
  'github.com/getsentry/sentry-go',
  'github.com/google/go-github',
  'github.com/sashabaranov/go-openai',
  'github.com/slack-go/slack',
  'github.com/stripe/stripe-go',
  'google.golang.org/api',
];
