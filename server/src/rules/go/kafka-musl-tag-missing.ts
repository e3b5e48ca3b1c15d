import { runningBuild } from '../../model/image-files';
import { importOf } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'kafka-musl-tag-missing',
  summary: 'confluent-kafka-go is linked to its glibc library on Alpine.',
  severity: 'warning',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const program = project.programOf(image);
    const build = runningBuild(image, project.moduleOf(image.dockerfile)?.path?.value)?.build;
    const found = program && importOf(program, 'github.com/confluentinc/confluent-kafka-go');
    // `dynamic` links to the librdkafka of the system.
    if (
      !build ||
      !found ||
      build.cgo !== true ||
      (build.flags.has('-tags') && build.flags.get('-tags') === undefined) ||
      build.image.base?.libc !== 'musl' ||
      build.tags.some((tag) => tag === 'musl' || tag === 'dynamic')
    )
      return;
    const words = build.recipe ?? build.at;
    const place = { ...words, start: words.end };
    yield {
      at: build.at,
      message: message`On Alpine, confluent-kafka-go needs the build tag ${'musl'}; without it, the librdkafka that it brings asks for glibc.`,
      related: [{ at: found.at, message: message`The package is imported here.` }],
      ...(!build.flags.has('-tags') &&
        (build.recipe || build.at.file === build.command.at.file) && {
          fix: { title: message`Build with ${'-tags musl'}`, safe: false, edits: [{ at: place, text: ' -tags musl' }] },
        }),
    };
  },
});
