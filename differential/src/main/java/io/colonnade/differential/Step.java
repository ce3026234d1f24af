// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * One step of the program.
 *
 * @param title what it does, for whoever has to understand a difference
 * @param allowed the differences that its answers may show
 * @param instead the answer that is expected where a difference applies, for differences whose answer is known
 * @param work what it does
 */
record Step(String title, Set<KnownDifference> allowed, Map<KnownDifference, String> instead, Work work) {

    static Step of(String title, Work work, KnownDifference... allowed) {
        Set<KnownDifference> set = EnumSet.noneOf(KnownDifference.class);
        set.addAll(Arrays.asList(allowed));
        return new Step(title, set, Map.of(), work);
    }

    Step allow(Set<KnownDifference> more) {
        Set<KnownDifference> all = EnumSet.noneOf(KnownDifference.class);
        all.addAll(allowed);
        all.addAll(more);
        return new Step(title, all, instead, work);
    }

    /** Where the difference applies the answer is this one and no other. */
    Step instead(KnownDifference difference, String answer) {
        Map<KnownDifference, String> answers = new EnumMap<>(KnownDifference.class);
        answers.putAll(instead);
        answers.put(difference, answer);
        return new Step(title, allowed, answers, work).allow(EnumSet.of(difference));
    }
}
