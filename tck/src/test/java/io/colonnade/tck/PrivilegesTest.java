// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.tck.reference.Mutant;
import io.colonnade.tck.report.Finding;
import io.colonnade.tck.report.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A user who may not try something proves nothing about the database. */
class PrivilegesTest {

    private static DatabaseBackend forbids(DatabaseBackend sound, String beginning) {
        return new ForwardingBackend(sound) {
            @Override
            public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
                return super.connect(settings, context).thenApply(connection -> new ForwardingConnection(connection) {
                    @Override
                    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                        return statement.sql().startsWith(beginning)
                                ? CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.PERMISSION, "denied").build())
                                : super.execute(statement, binds, sink);
                    }
                });
            }
        };
    }

    private static Finding finding(String rule, String beginning) {
        MutantTck.use(new Mutant("may not " + beginning, "", sound -> forbids(sound, beginning)));
        assertEquals(Map.of(), KitRun.of(MutantTck.class, List.of(rule)).failures());
        List<Finding> findings = MutantTck.report().findings();
        assertEquals(1, findings.size());
        return findings.get(0);
    }

    @Test
    void whatIsDeclaredIsNotTakenForFalse() {
        Finding finding = finding("FLG-94", "CREATE TEMPORARY TABLE");
        assertEquals(Verdict.NOT_PROVABLE, finding.verdict());
        assertTrue(finding.reason().contains("CREATE TEMPORARY TABLE"), finding::reason);
    }

    @Test
    void whatIsNotDeclaredIsNotTakenForMissing() {
        assertEquals(Verdict.NOT_PROVABLE, finding("FLG-96", "CREATE OR REPLACE VIEW").verdict());
    }

    @Test
    void whatWasSeenCountsAllTheSame() {
        assertEquals(Verdict.HONEST_NO, finding("FLG-97", "CREATE OR REPLACE VIEW").verdict());
        assertEquals(Verdict.CONFIRMED, finding("FLG-04", "CREATE VIEW").verdict());
    }
}
