// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target.Engine;
import io.colonnade.servers.ServerUnavailableException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code scripts/fire tls} does the same by hand. */
class TlsTest {

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL", "MARIADB"})
    void aServerIsTakenForWhatItProves(Engine engine) throws Exception {
        Run run = new Run("tls " + engine, 42, null);
        Figures figures;
        try {
            TlsDrill drill = new TlsDrill(engine);
            figures = run.of(drill, drill.parts());
        } catch (ServerUnavailableException reason) {
            figures = Assumptions.abort(reason.getMessage());
        }
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertTrue(figures.of("accepted") > 0 && figures.of("refused") > 0 && figures.of("client certificates renewed") > 0
                && figures.of("server certificates renewed") > 0, figures::toString);
    }
}
