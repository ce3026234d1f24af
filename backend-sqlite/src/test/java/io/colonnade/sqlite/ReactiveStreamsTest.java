// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.Database;
import io.colonnade.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/**
 * The verification of Reactive Streams on {@code iterate}. Every required test runs; what it reports as skipped it cannot test:
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
public class ReactiveStreamsTest extends FlowPublisherVerification<Row> {

    private static final long TIMEOUT_MILLIS = 2_000;
    private static final long QUIET_MILLIS = 100;
    private static final long POLL_MILLIS = 10;

    private Path folder;
    private Database database;

    /** Made by TestNG. */
    public ReactiveStreamsTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS, QUIET_MILLIS, POLL_MILLIS));
    }

    @BeforeClass
    public void open() throws Exception {
        folder = Files.createTempDirectory("reactive-streams");
        database = Database.open("sqlite:///" + folder.resolve("streams.db")).get();
    }

    @AfterClass(alwaysRun = true)
    public void close() throws Exception {
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public Flow.Publisher<Row> createFlowPublisher(long elements) {
        return database.iterate("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT :elements",
                elements);
    }

    /** The kit wants the error without demanding anything, so it is one that is found before anything is sent. */
    @Override
    public Flow.Publisher<Row> createFailedFlowPublisher() {
        return database.iterate("SELECT :value");
    }
}
