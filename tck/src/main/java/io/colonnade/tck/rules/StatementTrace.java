// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.error.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The statements that a rule has sent since it was last asked, so that a finding can show them. Thread-safe; knows no bound value. */
final class StatementTrace {

    private static final int LONGEST = 300;
    private static final int MOST = 12;

    private final List<String> statements = new ArrayList<>();

    synchronized void sent(String sql) {
        if (statements.size() < MOST) {
            statements.add(shown(sql));
        }
    }

    /** The whole statement, or its beginning up to a character, of which the half says nothing. */
    private static String shown(String sql) {
        int end = sql.length() > LONGEST && Character.isHighSurrogate(sql.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return sql.length() <= LONGEST ? sql : sql.substring(0, end) + " …";
    }

    /** Keeps a statement with what became of it. */
    <T> CompletionStage<T> of(String sql, CompletionStage<T> outcome) {
        sent(sql);
        return outcome.whenComplete((value, failure) -> {
            if (failure != null) {
                refused(sql, failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    private synchronized void refused(String sql, Throwable failure) {
        String shown = shown(sql);
        int index = statements.lastIndexOf(shown);
        if (index >= 0) {
            String kind = failure instanceof DatabaseException typed ? typed.kind().name() : failure.getClass().getSimpleName();
            statements.set(index, shown + "  -- refused: " + kind);
        }
    }

    /** What was sent since the last call. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(statements);
        statements.clear();
        return taken;
    }
}
