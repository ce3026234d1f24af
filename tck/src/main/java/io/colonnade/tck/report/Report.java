// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import java.util.List;

/**
 * What one run of the kit found. All rules of the kit are in it, also those that did not run.
 *
 * @param name the name that stands for the backend
 * @param kit the kit
 * @param environment what it ran against
 * @param strict whether an undeclared feature that is there failed its rule
 * @param rules all rules, in the order of the rule book
 */
public record Report(String name, Kit kit, Environment environment, boolean strict, List<RuleResult> rules) {
    public Report {
        rules = List.copyOf(rules);
    }

    /** How many rules ended so. */
    public long count(Status status) {
        return rules.stream().filter(rule -> rule.status() == status).count();
    }

    /** How many claims of the dialect were found to be so. */
    public long count(Verdict verdict) {
        return findings().stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /** All that was found of the dialect's claims. */
    public List<Finding> findings() {
        return rules.stream().flatMap(rule -> rule.findings().stream()).toList();
    }

    /** Whether every rule of the kit has run and none was left out. */
    public boolean isWhole() {
        return rules.size() == kit.ruleCount() && count(Status.NOT_RUN) == 0 && count(Status.EXCLUDED) == 0;
    }

    /** Whether it is whole and nothing failed. */
    public boolean isCompatible() {
        return isWhole() && count(Status.FAIL) == 0;
    }

    /** Whether an unbroken run of the whole kit stands behind it, in one sentence. */
    public String conclusion() {
        String rulesOfKit = kit.ruleCount() + " rules of kit " + kit.version();
        if (count(Status.FAIL) > 0) {
            return "Not compatible: " + count(Status.FAIL) + " of the " + rulesOfKit + " failed.";
        }
        if (!isWhole()) {
            return "Incomplete: of the " + rulesOfKit + ", " + count(Status.NOT_RUN) + " did not run and " + count(Status.EXCLUDED)
                    + " were excluded.";
        }
        return "Compatible: all " + rulesOfKit + " are kept, " + count(Status.UNSUPPORTED_VERIFIED)
                + " of them by refusing what the database lacks.";
    }

    /** The same without times, for what is compared from one run to the next. */
    public Report withoutTimes() {
        return new Report(name, kit, environment, strict, rules.stream().map(RuleResult::withoutTime).toList());
    }
}
