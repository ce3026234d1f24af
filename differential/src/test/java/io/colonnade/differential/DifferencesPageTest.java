// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesPageTest {

    @Test
    void theTablesOfThePageAreThoseOfTheProgram() throws IOException {
        List<String> expected = new ArrayList<>();
        String area = "";
        for (KnownDifference difference : KnownDifference.values()) {
            if (!difference.area.equals(area)) {
                area = difference.area;
                expected.addAll(List.of("## " + area, "| Difference | Where | What to know |", "|---|---|---|"));
            }
            expected.add(difference.row());
        }
        Path page = Path.of("docs", "differences.md");
        List<String> lines = Files.readAllLines(Files.exists(page) ? page : Path.of("..").resolve(page));
        assertEquals(String.join("\n", expected), String.join("\n", lines.stream()
                .filter(line -> line.startsWith("|") || line.startsWith("## ")).toList()));
    }
}
