import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasCaCertificates, hasTimeZones, hasTmp, hasTool, libcOf, publicImage } from '../../server/src/model/image-contents';
import { userOf } from '../../server/src/model/image-users';

/** What is known of an image: C library, what it certainly has (`sh`) and certainly lacks (`-sh`), and its user's number. */
function known(name: string): string {
  const image = publicImage(name);
  if (!image) return 'unknown';
  const { libc, glibc } = libcOf(image);
  const facts: Record<string, boolean | undefined> = {
    sh: hasTool(image, '/bin/sh'),
    bash: hasTool(image, 'bash'),
    curl: hasTool(image, 'curl'),
    wget: hasTool(image, 'wget'),
    gcc: hasTool(image, 'gcc'),
    ca: hasCaCertificates(image),
    tz: hasTimeZones(image),
    tmp: hasTmp(image),
  };
  const told = Object.entries(facts).flatMap(([fact, is]) => (is === undefined ? [] : [is ? fact : `-${fact}`]));
  return [`${libc}${glibc === undefined ? '' : ` 2.${glibc}`}`, ...told, userOf(image)?.id].join(' ');
}

const TABLE: Readonly<Record<string, string>> = {
  'golang:1.15': 'glibc 2.28 sh bash curl wget gcc ca tz tmp 0',
  'golang:1.16': 'glibc 2.31 sh bash curl wget gcc ca tz tmp 0',
  'golang:1.18': 'glibc 2.31 sh bash curl wget gcc ca tz tmp 0',
  'golang:1.19': 'glibc 2.36 sh bash curl wget gcc ca tz tmp 0',
  'golang:1.19.9': 'glibc sh bash curl wget gcc ca tz tmp 0',
  'golang:1.20.5': 'glibc 2.36 sh bash curl wget gcc ca tz tmp 0',
  'golang:1.23': 'glibc 2.36 sh bash curl wget gcc ca tz tmp 0',
  'golang:1.24': 'glibc 2.41 sh bash curl wget gcc ca tz tmp 0',
  'golang:1.24.5': 'glibc 2.36 sh bash curl wget gcc ca tz tmp 0',
  'golang:1.25': 'glibc 2.41 sh bash curl wget gcc ca tz tmp 0',
  'golang:latest': 'glibc sh bash curl wget gcc ca tz tmp 0',
  'golang:1.24-bookworm': 'glibc 2.36 sh bash curl wget gcc ca tz tmp 0',
  'golang:1.25-alpine': 'musl sh -bash -curl wget -gcc ca tmp 0',
  'public.ecr.aws/docker/library/golang:1.25': 'glibc 2.41 sh bash curl wget gcc ca tz tmp 0',
  'mirror.gcr.io/library/alpine:3.22': 'musl sh -bash -curl wget -gcc ca -tz tmp 0',
  'golang:1.25-windowsservercore': 'unknown',
  scratch: 'none -sh -bash -curl -wget -gcc -ca -tz -tmp 0',
  'gcr.io/distroless/static': 'none -sh -bash -curl -wget -gcc ca tz tmp 0',
  'gcr.io/distroless/static-debian12:nonroot': 'none -sh -bash -curl -wget -gcc ca tz tmp 65532',
  'gcr.io/distroless/static-debian12:debug': 'none -sh -bash -curl wget ca tz tmp 0',
  'gcr.io/distroless/base-debian11': 'glibc 2.31 -sh -bash -curl -wget -gcc ca tz tmp 0',
  'gcr.io/distroless/base-debian13:nonroot': 'glibc 2.41 -sh -bash -curl -wget -gcc ca tz tmp 65532',
  'gcr.io/distroless/cc-debian12': 'glibc 2.36 -sh -bash -curl -wget -gcc ca tz tmp 0',
  'alpine:3.22': 'musl sh -bash -curl wget -gcc ca -tz tmp 0',
  'alpine:3.6': 'musl sh -bash -curl wget -gcc -tz tmp 0',
  'debian:bookworm-slim': 'glibc 2.36 sh bash -curl -wget -gcc -ca tz tmp 0',
  'debian:stable-slim': 'glibc sh bash -curl -wget -gcc -ca tz tmp 0',
  'ubuntu:22.04': 'glibc 2.35 sh bash -curl -wget -gcc -ca -tz tmp 0',
  'ubuntu:24.04': 'glibc 2.39 sh bash -curl -wget -gcc -ca tmp 0',
  busybox: 'undefined sh -bash -curl wget -gcc -ca -tz tmp 0',
  'busybox:musl': 'musl sh -bash -curl wget -gcc -ca -tz tmp 0',
  'cgr.dev/chainguard/static': 'none -sh -bash -curl -wget -gcc ca tz tmp 65532',
  'cgr.dev/chainguard/glibc-dynamic': 'glibc -sh -bash -curl -wget -gcc ca tz tmp 65532',
  'cgr.dev/chainguard/wolfi-base': 'glibc sh -bash -curl -gcc ca tmp 0',
  'cgr.dev/chainguard/go': 'glibc sh gcc ca tmp 0',
  'cgr.dev/chainguard/python:latest-dev': 'glibc sh ca tmp ',
  'cgr.dev/chainguard/python': 'unknown',
  'registry.access.redhat.com/ubi9/ubi-minimal:9.4': 'glibc 2.34 sh bash tmp 0',
  'registry.access.redhat.com/ubi8/ubi-micro': 'glibc 2.28 sh bash tmp 0',
  'fedora:40': 'glibc 2.39 sh bash tmp 0',
  'amazonlinux:2023': 'glibc 2.34 sh bash tmp 0',
  'centos:7': 'glibc 2.17 sh bash tmp 0',
  'node:22-alpine': 'musl sh -bash -curl wget -gcc tmp 0',
  'node:22-bookworm-slim': 'glibc 2.36 sh bash -curl -wget -gcc tmp 0',
  'node:lts-slim': 'glibc sh bash -curl -wget -gcc tmp 0',
  'node:12-slim': 'glibc sh bash tmp 0',
  'node:22': 'glibc sh bash tmp 0',
  'python:3.13-slim': 'glibc sh bash -curl -wget -gcc tmp 0',
  'python:3.13-slim-trixie': 'glibc 2.41 sh bash -curl -wget -gcc tmp 0',
  'python:3.13-alpine3.22': 'musl sh -bash -curl wget -gcc tmp 0',
  'python:3': 'glibc sh bash tmp 0',
  'python:2.7-slim': 'glibc sh bash tmp 0',
  'ruby:3.3-slim-bookworm': 'glibc 2.36 sh bash -curl -wget -gcc tmp 0',
  'php:8.3-apache-bookworm': 'glibc 2.36 sh bash tmp 0',
  'openjdk:17': 'glibc sh bash tmp 0',
  'openjdk:17-slim': 'glibc sh bash tmp 0',
  'openjdk:11-jre-slim': 'glibc sh bash tmp 0',
  'openjdk:8': 'glibc sh bash tmp 0',
  'eclipse-temurin:21-jre': 'glibc sh bash tmp 0',
  'eclipse-temurin:21-jre-noble': 'glibc 2.39 sh bash tmp 0',
  'eclipse-temurin:21-jre-alpine': 'musl sh wget tmp 0',
  'eclipse-temurin:21-jre-ubi9-minimal': 'glibc 2.34 sh bash tmp 0',
  'eclipse-temurin:21-jre-windowsservercore': 'unknown',
  'maven:3.9-eclipse-temurin-21': 'glibc sh bash tmp 0',
  'maven:3.9-amazoncorretto-21': 'unknown',
  'mysql:8.4': 'glibc sh bash tmp 0',
  'mysql:8.0.30': 'unknown',
  'mysql:8.0-debian': 'glibc sh bash tmp 0',
  'mysql:5.7': 'unknown',
  'buildpack-deps:bookworm-curl': 'glibc 2.36 sh bash curl wget ca tmp 0',
  'buildpack-deps:noble-scm': 'glibc 2.39 sh bash curl wget ca tmp 0',
  'buildpack-deps': 'glibc sh bash curl wget gcc ca tmp 0',
  'mcr.microsoft.com/windows/nanoserver:ltsc2022': 'unknown',
  'registry.example.com/team/base:1': 'unknown',
};

describe('what is known of base images', () => {
  for (const [name, facts] of Object.entries(TABLE)) it(name, () => assert.equal(known(name), facts));
});
