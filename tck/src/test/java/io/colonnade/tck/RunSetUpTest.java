// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DatabaseUrl;
import io.colonnade.dialect.Dialect;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.tck.reference.ReferenceBackend;
import io.colonnade.tck.report.JsonReport;
import io.colonnade.tck.report.Matrix;
import io.colonnade.tck.report.Report;
import io.colonnade.tck.report.ReportFiles;
import io.colonnade.tck.report.RuleResult;
import io.colonnade.tck.report.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that cannot begin ends with a report that can be read and says why. */
class RunSetUpTest {

    private static final List<String> IDS = List.of("TXN-01", "TXN-02");

    @TempDir
    Path folder;

    /** Keeps its report. */
    abstract static class KeptTck extends BackendTck {
        static Report report;

        @Override
        protected void finished(Report made) {
            report = made;
        }

        @Override
        protected DatabaseUrl url() {
            return DatabaseUrl.parse("memory:///setup");
        }
    }

    /** The mistake that everybody makes first. */
    static class UnregisteredTck extends KeptTck {
        @Override
        protected DatabaseUrl url() {
            return DatabaseUrl.parse("nosuch:///x");
        }
    }

    static class WithoutUrlTck extends KeptTck {
        @Override
        protected DatabaseUrl url() {
            throw new IllegalStateException("the server has not started");
        }
    }

    static class WithoutDriverTck extends KeptTck {
        @Override
        protected Optional<DatabaseBackend> backend() {
            return Optional.of(new ForwardingBackend(new ReferenceBackend()) {
                @Override
                public Dialect dialect() {
                    throw new NoClassDefFoundError("no/such/Driver");
                }
            });
        }
    }

    static class ExcludingTck extends KeptTck {
        static Map<String, String> excluded;

        @Override
        protected Optional<DatabaseBackend> backend() {
            return Optional.of(new ReferenceBackend());
        }

        @Override
        protected Map<String, String> exclusions() {
            return excluded;
        }
    }

    /** The rules that failed, in a report that all three files and the matrix can be made of. */
    private Map<String, String> failed(Class<? extends BackendTck> kit) throws Exception {
        KeptTck.report = null;
        KitRun run = KitRun.of(kit, IDS);
        Report report = KeptTck.report;
        assertEquals(report, JsonReport.read(Files.readString(ReportFiles.write(report, folder).get(0))));
        assertTrue(new Matrix(List.of(report)).html().contains("unknown") || run.failures().size() < IDS.size());
        assertEquals(run.failures().keySet(), Set.copyOf(report.rules().stream().filter(rule -> rule.status() == Status.FAIL)
                .map(RuleResult::id).toList()), "what JUnit says, the report says too");
        run.failures().forEach((id, failure) -> assertTrue(failure.getMessage().contains(": Rule " + id + ": "), failure.getMessage()));
        return report.rules().stream().filter(rule -> rule.status() == Status.FAIL)
                .collect(Collectors.toMap(RuleResult::id, RuleResult::reason));
    }

    private void assertAllFail(Class<? extends BackendTck> kit, String reason) throws Exception {
        Map<String, String> failed = failed(kit);
        assertEquals(Set.copyOf(IDS), failed.keySet());
        failed.values().forEach(each -> assertTrue(each.contains(reason), each));
    }

    @Test
    void noBackendFailsEveryRule() throws Exception {
        assertAllFail(UnregisteredTck.class, "nosuch");
        assertEquals("unknown", KeptTck.report.environment().backend());
    }

    @Test
    void noUrlFailsEveryRule() throws Exception {
        assertAllFail(WithoutUrlTck.class, "the server has not started");
    }

    @Test
    void noDriverFailsEveryRule() throws Exception {
        assertAllFail(WithoutDriverTck.class, "Driver");
    }

    @Test
    void aMisspeltExclusionFailsTheFirstRule() throws Exception {
        ExcludingTck.excluded = Map.of("ABC-01", "because");
        Map<String, String> failed = failed(ExcludingTck.class);
        assertEquals(1, failed.size(), failed.toString());
        assertTrue(failed.values().iterator().next().contains("ABC-01"), failed.toString());
    }

    @Test
    void anExclusionWithoutAReasonFailsItsRule() throws Exception {
        ExcludingTck.excluded = Map.of("TXN-02", " ", "TXN-01", "because");
        assertEquals(Map.of("TXN-02", "the rule is excluded without a reason; exclusions() says why for each"), failed(ExcludingTck.class));
        assertEquals(1, KeptTck.report.count(Status.EXCLUDED));
    }
}
