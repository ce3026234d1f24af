// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void numbersStandToTheRightAndTheRestToTheLeft() {
        TextTable table = new TextTable("zone", "rows", "mean").row("Europe", 12_345L, 1.5).row("Asia", 7L, -0.25);
        assertEquals(List.of(
                "  zone      rows   mean",
                "  ------  ------  -----",
                "  Europe  12,345   1.50",
                "  Asia         7  -0.25"), table.toString().lines().toList());
    }

    @Test
    void aTableWithoutRowsHasItsHeadings() {
        assertEquals("  zone  rows", new TextTable("zone", "rows").toString().lines().findFirst().orElseThrow());
    }

    @Test
    void aRowHasACellForEachHeading() {
        assertThrows(IllegalArgumentException.class, () -> new TextTable("zone", "rows").row("Asia"));
    }
}
