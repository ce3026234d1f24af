// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.tck.report.Finding;
import io.colonnade.tck.report.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Compares what a dialect claims with what a rule saw, and keeps the verdicts. Used by the rule's thread. */
final class Findings {

    private final StatementTrace trace;
    private final List<Finding> all = new ArrayList<>();

    Findings(StatementTrace trace) {
        this.trace = trace;
    }

    /** Everything found, in order. */
    List<Finding> all() {
        return all;
    }

    /** Something that is there or not. */
    void declared(String component, String claim, boolean declared, boolean seen) {
        Verdict verdict = seen ? declared ? Verdict.CONFIRMED : Verdict.UNDERCLAIMED : declared ? Verdict.OVERCLAIMED : Verdict.HONEST_NO;
        add(component, claim, declared ? "yes" : "no", seen ? "yes" : "no", verdict, "");
    }

    /** A component of a constant form, each of which can be tried. */
    <E extends Enum<E>> void form(String component, E declared, E none, Predicate<E> works) {
        form(component, component, declared, none, works);
    }

    /**
     * One of several forms. That others work too is no fault: only what is declared must.
     *
     * @param none the form that says that there is none; null where there is always one
     */
    <E extends Enum<E>> void form(String component, String claim, E declared, E none, Predicate<E> works) {
        List<E> others = Arrays.stream(declared.getDeclaringClass().getEnumConstants()).filter(form -> form != none
                && form != declared).toList();
        if (declared != none && works.test(declared)) {
            add(component, claim, declared.name(), declared.name(), Verdict.CONFIRMED, "");
            return;
        }
        String denied = trace.takeDenied();
        E working = others.stream().filter(works).findFirst().orElse(null);
        String observed = working == null ? "none works" : working.name() + " works";
        if (declared != none) {
            // Whether the declared form was denied is what counts, not whether another one was.
            trace.denied(denied);
        }
        Verdict verdict = declared != none ? Verdict.OVERCLAIMED : working == null ? Verdict.HONEST_NO : Verdict.UNDERCLAIMED;
        add(component, claim, declared.name(), observed, verdict, "");
    }

    /** Something that is declared and must work, or is not declared and then is never asked for. */
    void working(String component, String claim, Object declared, boolean works) {
        add(component, claim, String.valueOf(declared), works ? "works" : "does not work", works ? Verdict.CONFIRMED : Verdict.OVERCLAIMED,
                "");
    }

    /** Something that the dialect does not declare and that only a declaration could tell how to try. */
    void unspelled(String component, String claim, String reason) {
        add(component, claim, "no", "refused with UNSUPPORTED", Verdict.HONEST_NO, reason);
    }

    void notProvable(String component, String claim, Object declared, String reason) {
        add(component, claim, String.valueOf(declared), "", Verdict.NOT_PROVABLE, reason);
    }

    /** What was not seen because the user of the URL may not try it proves nothing. */
    void add(String component, String claim, String declared, String observed, Verdict verdict, String reason) {
        String denied = trace.takeDenied();
        boolean hidden = denied != null && (verdict == Verdict.OVERCLAIMED || verdict == Verdict.HONEST_NO);
        all.add(new Finding(component, claim, declared, observed, hidden ? Verdict.NOT_PROVABLE : verdict, trace.take(),
                hidden ? "the user of the URL lacks the privilege for: " + denied : reason));
    }

    /** What was denied so far has no part in the next finding. */
    void forgetDenied() {
        trace.takeDenied();
    }

    /** The claims that fail the rule, as its failure; null if there are none. */
    AssertionError failure(boolean strict) {
        List<String> failing = all.stream()
                .filter(finding -> finding.verdict() == Verdict.OVERCLAIMED || strict && finding.verdict() == Verdict.UNDERCLAIMED)
                .map(Finding::toString).toList();
        return failing.isEmpty() ? null : new AssertionError(String.join("; ", failing));
    }
}
