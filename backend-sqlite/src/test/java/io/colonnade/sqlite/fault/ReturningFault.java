// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** What can be wrong with rows that a changing statement gives back, each with the one rule that must fail because of it. */
public enum ReturningFault {
    INSERT_GIVES_OTHER_TEXTS("RET-01") {
        @Override
        RowSink sink(Compiled statement, RowSink sink) {
            return statement.kind() == StatementKind.INSERT ? changed(sink) : sink;
        }
    },
    UPDATE_GIVES_OTHER_TEXTS("RET-02") {
        @Override
        RowSink sink(Compiled statement, RowSink sink) {
            return statement.kind() == StatementKind.UPDATE && !statement.resultColumns().isEmpty() ? changed(sink) : sink;
        }
    },
    DELETE_LOSES_A_ROW("RET-03") {
        @Override
        RowSink sink(Compiled statement, RowSink sink) {
            AtomicBoolean lost = new AtomicBoolean(statement.kind() != StatementKind.DELETE);
            return row -> !lost.getAndSet(true) || sink.row(row);
        }
    },
    UPDATE_CHANGES_WHAT_IS_FETCHED("RET-04") {
        @Override
        Compiled statement(Compiled given) {
            String sql = given.sql().replace("= 'new' RETURNING text", "= 'new' WHERE id = 1 RETURNING text");
            return sql.equals(given.sql()) ? given : new Compiled(sql, given.kind(), given.readOnly(), given.parameters(),
                    given.resultColumns(), given.returnsKeys());
        }
    };

    private final String broken;

    ReturningFault(String broken) {
        this.broken = broken;
    }

    /** The id of the rule that it breaks. */
    public String broken() {
        return broken;
    }

    Compiled statement(Compiled given) {
        return given;
    }

    RowSink sink(Compiled statement, RowSink sink) {
        return sink;
    }

    private static RowSink changed(RowSink sink) {
        return row -> {
            Object[] values = new Object[row.columns().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.get(i) instanceof String text ? text.toUpperCase(Locale.ROOT) : row.get(i);
            }
            return sink.row(RowValues.of(row.columns(), values));
        };
    }

    /** The connection with that fault. */
    public ConnectionBackend of(ConnectionBackend sound) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Outcome> execute(Compiled given, Object[] binds, RowSink sink) {
                return super.execute(statement(given), binds, given.sql().contains(" RETURNING ") && !given.returnsKeys()
                        ? ReturningFault.this.sink(given, sink) : sink);
            }
        };
    }
}
