// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.streams;

import io.colonnade.Database;
import io.colonnade.DatabaseUrl;
import io.colonnade.Row;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/**
 * The verification of Reactive Streams on {@code iterate}, for the tests of the backends of this build. Every required test runs; what it
 * reports as skipped it cannot test:
 *
 * <table>
 * <caption>Skipped, and what tests it instead</caption>
 * <tr><th>Test</th><th>Reason</th><th>Instead</th></tr>
 * <tr><td>untested_spec106, untested_spec107</td><td>the kit has no body for them: a subscriber cannot see a subscription's state</td>
 *     <td>rules STR-03 and STR-10: one last signal and nothing after it</td></tr>
 * <tr><td>untested_spec108</td><td>the kit has no body for it: cancelling is only eventually seen</td>
 *     <td>rules STR-05, STR-18 and STR-20: no signal after cancelling</td></tr>
 * <tr><td>untested_spec109_subscribeShouldNotThrowNonFatalThrowable</td><td>the kit has no body for it</td>
 *     <td>rule STR-14: mistakes are signalled after the subscription</td></tr>
 * <tr><td>untested_spec110</td><td>the kit has no body for it: the same subscriber may subscribe to a publisher that runs anew</td>
 *     <td>rule STR-11: each subscription runs the query anew</td></tr>
 * <tr><td>untested_spec304, untested_spec305</td><td>the kit has no body for them: "heavy" is not measurable</td>
 *     <td>request and cancel only hand over to the connection's thread; rules STR-02 and STR-08</td></tr>
 * <tr><td>optional_spec111_multicast, three tests</td><td>not a multicast: each subscriber gets rows of its own</td>
 *     <td>rule STR-11: each subscription runs the query anew</td></tr>
 * </table>
 */
public abstract class RowStreamVerification extends FlowPublisherVerification<Row> {

    private static final long TIMEOUT_MILLIS = 2_000;
    private static final long QUIET_MILLIS = 100;
    private static final long POLL_MILLIS = 10;

    /** Ten rows, joined with themselves until there are more than anybody asks for; nothing has to be calculated ahead. */
    private static final String ENDLESS = "SELECT 1 AS i FROM " + IntStream.range(0, 10)
            .mapToObj(i -> "(SELECT 1 AS one" + " UNION ALL SELECT 1".repeat(9) + ") t" + i).collect(Collectors.joining(", "));

    private Database database;

    /** Made by TestNG. */
    protected RowStreamVerification() {
        super(new TestEnvironment(TIMEOUT_MILLIS, QUIET_MILLIS, POLL_MILLIS));
    }

    /** The database; throws what JUnit calls an aborted test where it cannot be had. */
    protected abstract DatabaseUrl url();

    @BeforeClass
    public final void open() throws Exception {
        try {
            database = Database.open(url().reveal()).get();
        } catch (TestAbortedException reason) {
            throw new SkipException(reason.getMessage());
        }
    }

    @AfterClass(alwaysRun = true)
    public final void close() {
        Stream.ofNullable(database).forEach(Database::close);
    }

    @Override
    public final Flow.Publisher<Row> createFlowPublisher(long elements) {
        return database.iterate(ENDLESS + " LIMIT " + elements);
    }

    /** The kit wants the error without demanding anything, so it is one that is found before anything is sent. */
    @Override
    public final Flow.Publisher<Row> createFailedFlowPublisher() {
        return database.iterate("SELECT :value");
    }
}
