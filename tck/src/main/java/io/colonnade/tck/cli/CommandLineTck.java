// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cli;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.BackendTck;
import io.colonnade.tck.report.Report;
import java.util.Optional;

/** The rules on the database that the command line names. JUnit makes its objects, so what they need is handed over statically. */
final class CommandLineTck extends BackendTck {

    /** What one run is about. */
    record Settings(String name, DatabaseUrl url, DatabaseBackend backend, boolean strict) {
    }

    private static Settings settings;
    private static Report report;

    CommandLineTck() {
    }

    static void prepare(Settings given) {
        settings = given;
        report = null;
    }

    /** The report of the run; null where no rule has run. */
    static Report report() {
        return report;
    }

    @Override
    protected DatabaseUrl url() {
        return settings.url();
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(settings.backend());
    }

    @Override
    protected boolean strict() {
        return settings.strict();
    }

    @Override
    protected void finished(Report made) {
        report = new Report(settings.name(), made.kit(), made.environment(), made.strict(), made.rules());
    }
}
