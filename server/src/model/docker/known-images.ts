import { table } from '../../text/table';

/**
 * Public images that people build on, with tags that name a release, newest first. From the definitions of Docker's
 * official images (docker-library/official-images) and the repositories of distroless and chainguard, read in 2026-08.
 */
export const KNOWN_IMAGES: Readonly<Record<string, readonly string[]>> = table({
  alpine: ['3.24', '3.23', '3.22', '3.21'],
  busybox: ['1.37', '1.37-musl', '1.37-glibc'],
  debian: ['trixie-slim', 'bookworm-slim', 'trixie', 'bookworm'],
  ubuntu: ['24.04', '22.04'],
  golang: ['1.27', '1.27-alpine', '1.26', '1.26-alpine', '1.25', '1.25-alpine', '1.24', '1.24-alpine'],
  node: ['24-alpine', '24-slim', '24', '22-alpine', '22-slim', '22'],
  python: ['3.14-slim', '3.14-alpine', '3.14', '3.13-slim', '3.13-alpine', '3.13', '3.12-slim', '3.12'],
  nginx: ['1.29-alpine', '1.29', '1.28-alpine', '1.28'],
  redis: ['8-alpine', '8', '7-alpine', '7'],
  postgres: ['18-alpine', '18', '17-alpine', '17'],
  'eclipse-temurin': ['25-jre', '25-jdk', '25', '21-jre', '21-jdk', '21', '17-jre', '17-jdk', '17'],
  maven: ['3.9-eclipse-temurin-21', '3.9-eclipse-temurin-17'],
  rust: ['1-slim', '1-alpine', '1'],
  'gcr.io/distroless/static-debian12': ['nonroot'],
  'gcr.io/distroless/base-debian12': ['nonroot'],
  'gcr.io/distroless/cc-debian12': ['nonroot'],
  'gcr.io/distroless/static-debian13': ['nonroot'],
  'gcr.io/distroless/base-debian13': ['nonroot'],
});

/** Names of official images on Docker Hub that a Dockerfile may copy from without a tag, so that they are no forgotten stage. */
export const OFFICIAL_IMAGES: ReadonlySet<string> = new Set([
  ...Object.keys(KNOWN_IMAGES),
  ...(
    'almalinux amazoncorretto amazonlinux archlinux bash buildpack-deps caddy cassandra centos chronograf clojure composer consul couchbase couchdb crate dart docker ' +
    'drupal eclipse-mosquitto elasticsearch elixir emqx erlang fedora flink fluentd gcc ghost gradle groovy haproxy haskell hello-world httpd hylang ibmjava influxdb ' +
    'jetty joomla jruby julia kapacitor kibana kong liquibase logstash mageia mariadb mediawiki memcached mongo mongo-express mysql nats neo4j nextcloud odoo openjdk ' +
    'oraclelinux percona perl photon php phpmyadmin pypy python r-base rabbitmq rakudo-star redmine registry rethinkdb rocket.chat rockylinux ruby sapmachine satosa ' +
    'scratch solr sonarqube spark spiped storm swift swipl telegraf tomcat tomee traefik unit varnish vault wordpress xwiki yourls zookeeper'
  ).split(' '),
]);
