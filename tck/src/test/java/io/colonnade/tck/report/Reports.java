// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import io.colonnade.tck.Level;
import io.colonnade.tck.RuleBook;
import java.util.List;
import java.util.Map;

/** Reports for tests: of all rules, with text that would break a page or a file if it were not escaped. */
final class Reports {

    static final String NASTY = "<script>document.title='broken'</script> \"quoted\" & 'more' \u0001 ]]> | \\ \u00e9\ud83d\ude80 \ud83d";

    private Reports() {
    }

    static Environment environment(String product) {
        return new Environment("example.Backend", "1.0", "driver " + NASTY, "2.0", "example", product, "18.6", "example",
                Map.of("password", "***", "max_size", "4"), "Java 17", "Linux");
    }

    /** All rules pass but the first three, which fail, are excluded and refused as declared. */
    static Report of(String name) {
        List<RuleResult> rules = RuleBook.rules().stream().map(rule -> result(rule, switch (RuleBook.rules().indexOf(rule)) {
            case 0 -> Status.FAIL;
            case 1 -> Status.EXCLUDED;
            case 2 -> Status.UNSUPPORTED_VERIFIED;
            default -> Status.PASS;
        })).toList();
        return new Report(name, Kit.current(), environment("Example"), true, rules);
    }

    /** All rules ended so. */
    static Report all(String name, Status status) {
        return new Report(name, Kit.current(), environment("Example"), true,
                RuleBook.rules().stream().map(rule -> result(rule, status)).toList());
    }

    private static RuleResult result(RuleBook.Entry rule, Status status) {
        List<Finding> findings = rule.proves().stream().map(feature -> new Finding("features", feature.name(), "yes", "no",
                Verdict.OVERCLAIMED,
                List.of("SELECT '" + NASTY + "'"), NASTY)).toList();
        return new RuleResult(rule.id(), rule.group(), Level.MUST, rule.text(), List.of("SAVEPOINTS"), status,
                status == Status.PASS ? "" : NASTY, 17, findings);
    }
}
