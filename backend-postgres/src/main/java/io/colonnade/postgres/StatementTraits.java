// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.SqlTokens;
import io.colonnade.dialect.StatementKind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What a connection must know of a statement before it is sent, from one reading of its text. For one thread. */
final class StatementTraits {

    private final boolean mayChangeSession;
    private final BitSet nullChecks;
    private final String refusal;
    /** Null until the statement is prepared, or if the types of all its parameters are known. */
    private TextTypes texts;

    private StatementTraits(boolean mayChangeSession, BitSet nullChecks, String refusal) {
        this.mayChangeSession = mayChangeSession;
        this.nullChecks = nullChecks;
        this.refusal = refusal;
    }

    /** Whether it may leave something behind in the session that the server does not report. */
    boolean mayChangeSession() {
        return mayChangeSession;
    }

    /** The indexes, from 0, of the placeholders directly before IS NULL; not to be changed. */
    BitSet nullChecks() {
        return nullChecks;
    }

    /** Why it is not sent; null if it is. */
    String refusal() {
        return refusal;
    }

    /** How its values pass on this connection; null where that was not asked for yet. */
    TextTypes texts() {
        return texts;
    }

    /** Decides how its values pass on this connection. */
    void texts(TextTypes decided) {
        texts = decided;
    }

    static StatementTraits of(LexicalRules rules, Compiled statement) {
        return of(SqlTokens.of(rules, statement), statement);
    }

    /** By the tokens of the statement, of which none was read yet. */
    static StatementTraits of(SqlTokens tokens, Compiled statement) {
        SessionChanges changes = new SessionChanges();
        NullChecks nullChecks = new NullChecks();
        DriverLimits limits = new DriverLimits();
        while (tokens.next()) {
            changes.accept(tokens);
            nullChecks.accept(tokens);
            limits.accept(tokens);
        }
        boolean command = statement.kind() == StatementKind.OTHER || statement.kind() == StatementKind.DDL;
        return new StatementTraits(!statement.readOnly() && (command || changes.possible()), nullChecks.found(),
                statement.kind() == StatementKind.DDL ? null : limits.refusal());
    }

    /** Those of the statements of one connection, each read once. For one thread. */
    static final class Known {

        private static final int MOST_KEPT = 512;

        private final Map<Compiled, StatementTraits> known = new HashMap<>();
        private final LexicalRules rules;
        /** Loops run the same statement. */
        private Compiled last;
        private StatementTraits lastTraits;

        Known(LexicalRules rules) {
            this.rules = rules;
        }

        StatementTraits of(Compiled statement) {
            if (statement != last) {
                StatementTraits traits = known.get(statement);
                if (traits == null) {
                    traits = StatementTraits.of(rules, statement);
                    if (known.size() == MOST_KEPT) {
                        known.clear();
                    }
                    known.put(statement, traits);
                }
                last = statement;
                lastTraits = traits;
            }
            return lastTraits;
        }
    }
}
