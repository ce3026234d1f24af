// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import io.colonnade.tck.Level;
import java.util.List;

/**
 * One rule in a report.
 *
 * @param id its id
 * @param group the group that it stands in
 * @param level how binding it is
 * @param text its sentence
 * @param needs the features that it needs
 * @param status how it ended
 * @param reason why it failed, was left out, or what was tested in its place; otherwise empty
 * @param millis how long it took; 0 where it did not run
 * @param findings what it found of the dialect's claims
 */
public record RuleResult(String id, String group, Level level, String text, List<String> needs, Status status, String reason, long millis,
                         List<Finding> findings) {
    public RuleResult {
        needs = List.copyOf(needs);
        findings = List.copyOf(findings);
    }

    /** The same without the time it took, for what is compared from one run to the next. */
    public RuleResult withoutTime() {
        return new RuleResult(id, group, level, text, needs, status, reason, 0, findings);
    }
}
