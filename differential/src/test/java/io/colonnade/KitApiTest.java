// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The kit takes nothing away from backends whose tests extend its class, as the API does not: {@code kit-api.txt} is what they rely on. */
class KitApiTest {

    private static final Path BASELINE = Path.of("src", "test", "resources", "kit-api.txt");
    private static final Path CLASSES = Path.of("..", "tck", "target", "classes");

    @Test
    void nothingOfTheLastReleaseIsTakenAway() throws IOException, ReflectiveOperationException {
        Map<String, Set<String>> released = ApiBaseline.assertKept(BASELINE, PublicApi.of(ExportedClasses.all(CLASSES)));
        assertTrue(released.get("io.colonnade.tck.BackendTck").contains("protected abstract io.colonnade.DatabaseUrl url()"),
                released.toString());
        assertTrue(released.keySet().stream().noneMatch(name -> name.startsWith("io.colonnade.tck.rules.")), "only what is exported");
    }
}
