// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.dialect.Feature;
import io.colonnade.spi.ConnectionBackend;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What can be wrong with a backend, each with the rules of the kit that must fail because of it, and no others. */
public enum Fault {
    LOSES_A_ROW(RowFaults::losesARow, "QRY-12"),
    IGNORES_THE_SINK(RowFaults::ignoresTheSink, "SPI-05", "QRY-09"),
    PUSHES_ON_ANOTHER_THREAD(RowFaults::pushesOnAnotherThread, "SPI-03"),
    PUSHES_A_ROW_LATE(RowFaults::pushesARowLate, "SPI-04"),
    READS_NULL_AS_EMPTY_TEXT(RowFaults::readsNullAsEmptyText, "TYP-19"),
    TRUNCATES_TEXT(RowFaults::truncatesText, "TYP-10"),
    DROPS_MICROSECONDS(RowFaults::dropsMicroseconds, "TYP-16", "TYP-27"),
    MISCOUNTS(RowFaults::miscounts, "QRY-07", "FLG-06"),
    COMPLETES_TWICE(StreamFaults::completesTwice, "STR-03"),
    IGNORES_DEMAND(StreamFaults::ignoresDemand, "STR-01"),
    FORGETS_TO_ROLL_BACK(TransactionFaults::forgetsToRollBack, "TXN-03", "SPI-19"),
    FORGETS_INNER_SAVEPOINTS(TransactionFaults::forgetsInnerSavepoints, "TXN-10", "SPI-20"),
    REPORTS_COMMIT_ON_ROLLBACK(TransactionFaults::reportsCommitOnRollback, "SPI-14"),
    IGNORES_READ_ONLY(TransactionFaults::ignoresReadOnly, "TXN-23", "FLG-31"),
    IGNORES_ISOLATION(TransactionFaults::ignoresIsolation, "SPI-16", "TXN-21", "FLG-124"),
    LEAKS_THE_SESSION(ConnectionFaults::leaksTheSession, "SPI-10"),
    DOES_NOT_RESET(ConnectionFaults::doesNotReset, "SPI-13", "CON-02", "CON-03", "CON-13"),
    SWALLOWS_CANCEL(ConnectionFaults::swallowsCancel, "SPI-07", "ERR-12", "FLG-35"),
    RUNS_BATCHES_ONE_BY_ONE(ConnectionFaults::runsBatchesOneByOne, "QRY-14"),
    SHOWS_VALUES(ConnectionFaults::showsValues, "ERR-16"),
    MISNAMES_UNIQUE_VIOLATIONS(ConnectionFaults::misnamesUniqueViolations, "ERR-01"),
    CLAIMS_SQL_STATES(sound -> ConnectionFaults.claims(sound, Feature.SQL_STATE_AVAILABLE), "ERR-14", "FLG-37"),
    TAKES_FEW_PARAMETERS(ConnectionFaults::takesFewParameters, "FLG-16");

    /** No fault: a backend that declares less than SQLite has, and refuses it. */
    public static final UnaryOperator<ConnectionBackend> MODEST = ConnectionFaults::hasNoSavepoints;

    private final UnaryOperator<ConnectionBackend> effect;
    private final Set<String> broken;

    Fault(UnaryOperator<ConnectionBackend> effect, String... broken) {
        this.effect = effect;
        this.broken = Set.of(broken);
    }

    /** What it makes of a sound connection. */
    public UnaryOperator<ConnectionBackend> effect() {
        return effect;
    }

    /** The ids of the rules that it breaks. */
    public Set<String> broken() {
        return broken;
    }
}
