// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import io.colonnade.fire.session.Item.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Nobody finds in a session what somebody else has left there, but for what the manual says. */
class SessionTest {

    private static final long SEED = 42;

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void theNextBorrowerFindsAFreshSession(Target target) throws Exception {
        Run run = new Run("session on " + target, SEED, null);
        SessionDrill drill = new SessionDrill(target);
        int cells = drill.cells();
        Figures figures = run.of(drill, cells);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertEquals(cells, figures.of("gone") + figures.of("stays as the manual says"));
        assertTrue(figures.of("reset") > figures.of("replaced"), figures::toString);
    }

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void theManualSaysWhatStays(Target target) throws SQLException, IOException {
        try (Connection truth = target.truth()) {
            for (Item item : Catalogue.of(target.engine(), truth).items()) {
                Kept kept = item.kept();
                if (kept != null) {
                    String page = Files.readString(Path.of("..", "docs", kept.page())).replaceAll("\\s+", " ");
                    assertTrue(page.contains(kept.words()), () -> kept.page() + " does not say of " + item.name() + ": " + kept.words());
                }
            }
        }
    }
}
