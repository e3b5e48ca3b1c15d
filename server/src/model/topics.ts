import { folderOf } from '../text/path';
import { type ObjectFacts, wordsIn } from './facts';
import { withoutTag } from './links/build-targets';
import { makesConfig } from './made-at-run-time';
import type { Labels } from './object';

/**
 * What a question to the project is about. An answer holds until something changes that has the same topic: an edit names
 * the topics of what it takes away and of what it brings.
 */
export type Topic = string;

export const topic = {
  kind: (kind: string): Topic => `kind ${kind}`,
  name: (kind: string, name: string): Topic => `name ${kind}/${name}`,
  referrers: (kind: string, name: string): Topic => `refers ${kind}/${name}`,
  /** Pods with a label, `key=value`; all pods for ''. */
  pods: (label: string): Topic => `pods ${label}`,
  /** Services that ask for a label first. */
  services: (label: string): Topic => `services ${label}`,
  /** Workloads in a folder. */
  folder: (folder: string): Topic => `folder ${folder}`,
  /** What workloads in a folder are told: commands and arguments. */
  words: (folder: string): Topic => `words ${folder}`,
  image: (name: string): Topic => `image ${name}`,
  nodePort: (port: number): Topic => `port ${port}`,
  definitions: (group: string): Topic => `definitions ${group}`,
  classification: (kind: string): Topic => `documents ${kind}`,
  /** Whether a file exists. */
  file: (path: string): Topic => `file ${path}`,
  /** What lies in folders. */
  contexts: 'contexts',
  /** What makes ConfigMaps, Secrets and Services at run time. */
  makers: 'makers',
  /** What containers run, as far as Dockerfiles and programs tell. */
  links: 'links',
} as const;

/** What is different where a file held some objects and now holds others. */
export function topicsOfChange(file: string, gone: readonly ObjectFacts[], come: readonly ObjectFacts[]): Set<Topic> {
  const topics = new Set([...gone, ...come].flatMap(topicsOf));
  if (wordsIn(gone) !== wordsIn(come)) topics.add(topic.words(folderOf(file)));
  return topics;
}

/** The topics that come and go with an object. */
function topicsOf({ object, podLabels, images, nodePorts, refers, defines, selects }: ObjectFacts): Topic[] {
  const kind = object.kind.value;
  const topics = [topic.kind(kind)];
  if (object.name) topics.push(topic.name(kind, object.name.value));
  for (const target of refers) topics.push(`refers ${target}`);
  if (podLabels) {
    topics.push(topic.pods(''), topic.folder(folderOf(object.file)));
    for (const label of labelsIn(podLabels)) topics.push(topic.pods(label));
    for (const image of images) topics.push(topic.image(withoutTag(image)));
    for (const port of nodePorts) topics.push(topic.nodePort(port));
  }
  if (defines) topics.push(topic.definitions(defines.group));
  for (const label of selects ? labelsIn(selects).slice(0, 1) : []) topics.push(topic.services(label));
  if (makesConfig(kind)) topics.push(topic.makers);
  return topics;
}

/** Labels as `key=value`. */
export function labelsIn(labels: Labels): string[] {
  return [...labels].map(([key, { value }]) => `${key}=${value}`);
}
