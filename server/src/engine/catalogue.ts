import * as index from '../rules';
import type { AnyRule, Finding, Profile, Severity } from '../rules/rule';
import { compareText } from './report';
import type { RuleSetting, Settings } from './settings';
import { RuleNames } from './suppress';

/** Every rule, in the order of its id. */
export const allRules: readonly AnyRule[] = (Object.values(index) as AnyRule[]).toSorted((a, b) => compareText(a.id, b.id));

export const ruleNames = new RuleNames(allRules);

const RANKS: Readonly<Record<Profile, number>> = { essential: 0, recommended: 1, production: 2, optional: 3 };

/** What the settings make of a rule. */
export interface Activation {
  readonly active: boolean;
  /** The severity that the settings give the rule; undefined where it keeps its own. */
  readonly severity: Severity | undefined;
  /** Whether a finding is shown: some ask for a wider profile than their rule. */
  shows(finding: Finding): boolean;
}

/** A rule that runs. */
export interface ActiveRule extends Activation {
  readonly rule: AnyRule;
}

export type RulesByScope = ReadonlyMap<AnyRule['scope'], readonly ActiveRule[]>;

/** Those of some rules that run under the settings. */
export function activeRules(rules: readonly AnyRule[], settings: Settings): RulesByScope {
  const byScope = new Map<AnyRule['scope'], ActiveRule[]>();
  for (const rule of rules) {
    const activated = activation(rule, settings);
    if (!activated.active) continue;
    const known = byScope.get(rule.scope);
    if (known) known.push({ rule, ...activated });
    else byScope.set(rule.scope, [{ rule, ...activated }]);
  }
  return byScope;
}

/** Whether findings of the profile `production` are shown, at least those of some rules. */
export function showsPractice({ profile, rules }: Settings): boolean {
  return rules.size > 0 || RANKS.production <= RANKS[profile];
}

/** A rule that the settings name is shown whole. */
export function activation(rule: AnyRule, { profile, rules }: Settings): Activation {
  const set = settingOf(rule, rules);
  if (set === 'off') return { active: false, severity: undefined, shows: () => false };
  const reaches = (wanted: Profile) => set !== undefined || RANKS[wanted] <= RANKS[profile];
  return { active: reaches(rule.profile), severity: set === 'on' ? undefined : set, shows: (finding) => reaches(finding.profile ?? rule.profile) };
}

/** A setting counts by our id first; another tool's id may name several of our rules. */
function settingOf(rule: AnyRule, rules: Settings['rules']): RuleSetting | undefined {
  const own = rules.get(rule.id);
  if (own !== undefined || rules.size === 0) return own;
  for (const [name, setting] of rules) if (ruleNames.find(name).includes(rule)) return setting;
  return undefined;
}
