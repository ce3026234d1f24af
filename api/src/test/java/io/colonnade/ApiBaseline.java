// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The file that says which public API a module had in the last release. */
final class ApiBaseline {

    private static final String RECORD = "colonnade.api.record";

    private ApiBaseline() {
    }

    /** Fails if something of it is gone, and returns it; where it is to be recorded, writes it anew before. */
    static Map<String, Set<String>> assertKept(Path baseline, Map<String, Set<String>> present) throws IOException {
        if (Boolean.getBoolean(RECORD)) {
            List<String> heading = Files.readAllLines(baseline).stream().filter(line -> line.startsWith("#")).toList();
            Files.writeString(baseline, String.join("\n", heading) + "\n" + PublicApi.print(present));
        }
        Map<String, Set<String>> released = PublicApi.parse(Files.readAllLines(baseline));
        assertEquals(released, PublicApi.parse(PublicApi.print(released).lines().toList()));
        List<String> breaking = ApiChanges.breaking(released, present);
        assertTrue(breaking.isEmpty(), () -> "The public API has changed in a way that breaks programs or backends:\n  "
                + String.join("\n  ", breaking) + "\nKeep what was there, deprecated if need be, and give a new method of an interface a body: see"
                + " docs/spi-stability.md. If the break is meant (before version 1.0, in a new minor version), name it in CHANGELOG.md and record the"
                + " API anew: scripts/record-api");
        return released;
    }
}
