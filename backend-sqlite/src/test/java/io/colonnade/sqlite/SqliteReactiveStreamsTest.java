// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.RowValues;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;

/** The verification of Reactive Streams on the backend's own stream; what it skips is listed in {@link ReactiveStreamsTest}. */
public class SqliteReactiveStreamsTest extends FlowPublisherVerification<RowValues> {

    private static final long PATIENCE_MILLIS = 2_000;
    private static final long SILENCE_MILLIS = 50;

    private Connections connections;

    public SqliteReactiveStreamsTest() {
        super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS));
    }

    @BeforeMethod
    public void openDatabase() {
        connections = new Connections(":memory:");
    }

    @AfterMethod
    public void closeDatabase() {
        connections.close();
    }

    @Override
    public long maxElementsFromPublisher() {
        return Long.MAX_VALUE - 1;
    }

    @Override
    public Flow.Publisher<RowValues> createFlowPublisher(long elements) {
        return connections.open().stream(Connections.sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                + "SELECT i FROM n LIMIT " + elements), new Object[0], 16);
    }

    @Override
    public Flow.Publisher<RowValues> createFailedFlowPublisher() {
        ConnectionBackend closed = connections.open();
        Connections.await(closed.close());
        return closed.stream(Connections.sql("SELECT 1"), new Object[0], 16);
    }
}
