import { isWantedOfCdk8s, readCdk8s } from './cdk8s';
import { type ClientNode, isWantedOfClientNode, readClientNode } from './client-node';
import { clientNodeFacts } from './client-node-facts';
import type { Facts } from './facts';
import type { Packages } from './fetch';
import { fillGap } from './gap';
import { isWantedOfKubernetesModels, readKubernetesModels } from './kubernetes-models';
import { makeUniverse, nameModels } from './names';
import { isWantedOfPulumi, readPulumi } from './pulumi';
import { Leaves } from './refine';
import { APIMACHINERY, CDK8S, KUBERNETES_MODELS, LATER, MINORS } from './sources';

/** Everything that the packages say, minor by minor, and what further sources say about some of them. */
export interface Gathered {
  readonly minors: ReadonlyMap<number, Facts>;
  /** By minor: sources with closed lists and descriptions, the oldest first. */
  readonly cdk8s: ReadonlyMap<number, Facts>;
  readonly models: ReadonlyMap<number, Facts>;
}

export function gatherFacts(packages: Packages): Gathered {
  const apimachinery = packages.read(APIMACHINERY, isWantedOfKubernetesModels);
  const cdk8s = new Map(CDK8S.map((source) => [source.minor, readCdk8s(packages.read(source.package, isWantedOfCdk8s))]));
  const models = new Map(
    KUBERNETES_MODELS.map((source) => [source.minor, readKubernetesModels(packages.read(source.package, isWantedOfKubernetesModels), apimachinery)]),
  );
  const newest = models.get(Math.max(...models.keys())) as Facts;
  const universe = makeUniverse([...[...cdk8s.values(), newest].flatMap(({ definitions }) => [...definitions.keys()])]);
  const clients = new Map(
    MINORS.filter(isClientNode).map((source): [number, ClientNode] => [source.minor, readClientNode(packages.read(source.package, isWantedOfClientNode))]),
  );
  const raw = new Map([...clients].map(([minor, client]) => [minor, clientNodeFacts(client, nameModels(client, universe, namesNear(minor, cdk8s)))]));
  const leaves = new Leaves();
  for (const [minor, facts] of raw) leaves.learn(facts, minor >= FIRST_WITH_FORMATS);
  for (const facts of cdk8s.values()) leaves.learn(facts, false);
  leaves.learn(newest, false);
  const minors = new Map([...raw].map(([minor, facts]) => [minor, leaves.refineAll(facts)]));
  for (const source of MINORS) {
    if (isClientNode(source)) continue;
    const after = Math.min(...[...raw.keys()].filter((minor) => minor > source.minor));
    const isPulumi = source.package.startsWith('@pulumi/');
    const witness = isPulumi ? readPulumi(packages.read(source.package, isWantedOfPulumi)) : (cdk8s.get(source.minor) as Facts);
    minors.set(
      source.minor,
      fillGap({
        minor: source.minor,
        before: minors.get(source.minor - 1) as Facts,
        after: minors.get(after) as Facts,
        older: [...minors].filter(([minor]) => minor < source.minor - 1).map(([, facts]) => facts),
        witness: leaves.refineAll(witness),
        witnessKeepsRemoved: isPulumi,
        leftOver: clients.get(after)?.leftOver ?? new Map(),
        later: new Set(LATER[source.minor]),
      }),
    );
  }
  return { minors: new Map([...minors].sort(([a], [b]) => a - b)), cdk8s, models };
}

/** The first client-node that states the formats of numbers. */
const FIRST_WITH_FORMATS = 32;

function isClientNode(source: { readonly package: string }): boolean {
  return source.package.startsWith('@kubernetes/client-node@');
}

/** The names that a source of this minor, or else of one close by, states. */
function namesNear(minor: number, cdk8s: ReadonlyMap<number, Facts>): ReadonlySet<string> {
  const nearest = [...cdk8s].sort(([a], [b]) => Math.abs(a - minor) - Math.abs(b - minor) || a - b)[0]?.[1];
  return new Set(nearest?.definitions.keys());
}
