// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.SuppliedValues;
import io.colonnade.error.DatabaseException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** The rows of a query, run anew for each subscriber. */
final class RowPublisher implements Flow.Publisher<Row> {

    private final Engine engine;
    private final Query query;
    private final Supplier<DatabaseException> refusal;
    private final Supplier<StreamSource> source;
    private final Duration timeout;

    /**
     * A publisher.
     *
     * @param refusal says why nothing may be run here now; gives null if it may
     * @param source gives, for each subscriber, where its connection comes from
     * @param timeout null for none
     */
    RowPublisher(Engine engine, Query query, Supplier<DatabaseException> refusal, Supplier<StreamSource> source, Duration timeout) {
        this.engine = engine;
        this.query = query;
        this.refusal = refusal;
        this.source = source;
        this.timeout = timeout;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Row> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        SuppliedValues supplied = new SuppliedValues();
        BoundStatement statement = null;
        DatabaseException mistake = refusal.get();
        try {
            statement = mistake == null ? query.compile(engine.statements(), engine.dialect(), supplied) : null;
        } catch (Throwable e) {
            mistake = Failures.ofValue(e);
        }
        new RowStream(engine, query, supplied, statement, source.get(), timeout, subscriber).begin(mistake);
    }
}
