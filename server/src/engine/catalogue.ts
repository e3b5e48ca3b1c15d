import * as index from '../rules';
import type { AnyRule, Profile, Severity } from '../rules/rule';
import { compareText } from './report';
import type { RuleSetting, Settings } from './settings';
import { RuleNames } from './suppress';

/** Every rule, in the order of its id. */
export const allRules: readonly AnyRule[] = (Object.values(index) as AnyRule[]).toSorted((a, b) => compareText(a.id, b.id));

export const ruleNames = new RuleNames(allRules);

const RANKS: Readonly<Record<Profile, number>> = { essential: 0, recommended: 1, production: 2, optional: 3 };

/** A rule that runs, with the severity that the settings give it (undefined: the rule's own). */
export interface ActiveRule {
  readonly rule: AnyRule;
  readonly severity: Severity | undefined;
}

/** Those of some rules that run under the settings. */
export function activeRules(rules: readonly AnyRule[], settings: Settings): readonly ActiveRule[] {
  return rules.flatMap((rule) => {
    const { active, severity } = activation(rule, settings);
    return active ? [{ rule, severity }] : [];
  });
}

/** Whether a rule runs under the settings, and the severity they give it (undefined: the rule's own). */
export function activation(rule: AnyRule, { profile, rules }: Settings): { readonly active: boolean; readonly severity: Severity | undefined } {
  const set = settingOf(rule, rules);
  if (set === 'off') return { active: false, severity: undefined };
  return { active: set !== undefined || RANKS[rule.profile] <= RANKS[profile], severity: set === 'on' ? undefined : set };
}

/** A setting counts by our id first; another tool's id may name several of our rules. */
function settingOf(rule: AnyRule, rules: Settings['rules']): RuleSetting | undefined {
  const own = rules.get(rule.id);
  if (own !== undefined || rules.size === 0) return own;
  for (const [name, setting] of rules) if (ruleNames.find(name).includes(rule)) return setting;
  return undefined;
}
