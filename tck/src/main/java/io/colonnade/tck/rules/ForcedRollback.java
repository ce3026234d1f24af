// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.IsolationLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The rules that cannot hold on databases that are opened with {@code force_rollback}, and why. They are run all the same: one that holds
 * does not belong here and fails, and so does one that ends in a time-out, because what cannot be is to be refused in words.
 */
final class ForcedRollback {

    private record Reason(String text, Predicate<Dialect> applies) {
    }

    private static final Map<String, List<Reason>> REASONS = new HashMap<>();

    static {
        put("CON-02 CON-13", "the session is not reset before the database is closed, because that would end the one transaction", any -> true);
        put("CON-03", "SQL text that begins a transaction is refused, because what comes after its end would be kept", any -> true);
        String one = "two transactions cannot be open at the same time, because both are savepoints in one";
        put("FLG-124 FLG-126", one, any -> true);
        put("FLG-59", one, with(Feature.ROW_LOCKS_OF));
        put("FLG-60", one, with(Feature.KEY_LOCKS));
        put("FLG-62", one, with(Feature.SKIP_LOCKED));
        put("FLG-108", one, with(Feature.ROW_LOCKS));
        String deferred = "constraints that are deferred to the commit are not checked, because nothing is committed";
        put("FLG-85", deferred, with(Feature.DEFERRABLE_FOREIGN_KEYS));
        put("FLG-86", deferred, with(Feature.DEFERRABLE_UNIQUE_CONSTRAINTS));
        put("TXN-33", "a deferrable transaction is refused, because the one transaction has begun already", any -> true);
        put("TXN-20", "levels other than that of the one transaction are refused", dialect -> dialect.isolationLevels().size() > 1);
        put("TXN-22", "levels other than that of the one transaction are refused", dialect -> dialect.defaultIsolation()
                != IsolationLevel.SERIALIZABLE && dialect.isolationLevels().contains(IsolationLevel.SERIALIZABLE));
        put("FLG-82", "no index is created beside others' work in a transaction", with(Feature.CONCURRENT_INDEXES));
        put("FLG-16", "the rule writes on a connection of its own beside the database, which keeps the right to write",
                dialect -> dialect.concurrentWriters() == 1);
        Predicate<Dialect> commitsBeforeDdl = dialect -> !dialect.has(Feature.TRANSACTIONAL_DDL);
        put("ERR-05 ERR-07 ERR-09 ERR-15 FLG-15 FLG-39 FLG-40 FLG-41 FLG-42 FLG-43 FLG-44 FLG-77 FLG-78 FLG-79 FLG-80 FLG-81 FLG-82 FLG-83 FLG-84"
                + " FLG-85 FLG-87 FLG-88 FLG-89 FLG-90 FLG-91 FLG-92 FLG-93 FLG-95 FLG-96 FLG-97 FLG-99 FLG-101 FLG-102 FLG-105 FLG-106 FLG-112"
                + " FLG-113 FLG-114 FLG-116 FLG-117 FLG-130 FLG-131 FLG-134 QRY-20 THR-06",
                "DDL is refused, because the database would commit before it", commitsBeforeDdl);
        put("FLG-25 FLG-109", "DDL is refused, because the database would commit before it", commitsBeforeDdl.and(with(Feature.SEQUENCES)));
        put("FLG-118 FLG-120 FLG-125 TYP-04 TYP-07 TYP-08 TYP-09 TYP-10 TYP-15 TYP-16 TYP-19 TYP-20 TYP-23 TYP-24 TYP-26 TYP-27",
                "a table that is created from outside once the one transaction has read is none of its snapshot", commitsBeforeDdl);
    }

    private ForcedRollback() {
    }

    private static Predicate<Dialect> with(Feature feature) {
        return dialect -> dialect.has(feature);
    }

    private static void put(String ids, String reason, Predicate<Dialect> applies) {
        for (String id : ids.split(" ")) {
            REASONS.computeIfAbsent(id, first -> new ArrayList<>()).add(new Reason(reason, applies));
        }
    }

    /** Why a rule cannot hold; empty for one that must. */
    static Optional<String> reason(String id, Supplier<Dialect> dialect) {
        return REASONS.getOrDefault(id, List.of()).stream().filter(reason -> reason.applies().test(dialect.get())).findFirst()
                .map(Reason::text);
    }
}
