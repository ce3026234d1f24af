// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of a page: what stands in it of each database, which is named in its first column or in its headings. */
record PageTable(List<List<String>> rows) {

    private static final String ELLIPSIS = "…";

    static List<PageTable> of(Path page) {
        List<PageTable> tables = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (String line : Repository.lines(page)) {
            if (line.startsWith("|")) {
                String inner = line.substring(1, line.lastIndexOf('|'));
                rows.add(Arrays.stream(inner.split("(?<!\\\\)\\|", -1)).map(cell -> cell.strip().replace("\\|", "|")).toList());
            } else if (!rows.isEmpty()) {
                tables.add(new PageTable(rows));
                rows = new ArrayList<>();
            }
        }
        return tables;
    }

    /** By the name of each database, the cell of a row or column of docs/expressions.md that is labelled so. */
    static Map<String, String> cells(String label) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (PageTable table : of(Repository.path("docs/expressions.md"))) {
            List<String> headings = table.rows.get(0);
            for (List<String> row : table.rows.subList(2, table.rows.size())) {
                if (headings.get(0).equals("Database") && headings.get(1).equals(label)) {
                    put(cells, row.get(0), row.get(1));
                } else if (row.get(0).equals(label)) {
                    for (int i = 1; i < row.size(); i++) {
                        put(cells, headings.get(i), row.get(i).equals("the same") ? row.get(i - 1) : row.get(i));
                    }
                }
            }
        }
        assertEquals(4, cells.size(), () -> "databases in the table of " + label + ": " + cells);
        return cells;
    }

    private static void put(Map<String, String> cells, String databases, String cell) {
        for (String database : databases.split(", ")) {
            cells.put(database, cell);
        }
    }

    /** The SQL is what the cell says, where three dots stand for any text. */
    static void assertSays(String cell, String sql) {
        String code = cell.substring(cell.indexOf('`') + 1, cell.lastIndexOf('`'));
        if (!code.contains(ELLIPSIS)) {
            assertEquals(code, sql);
        }
        int from = 0;
        for (String piece : code.split(ELLIPSIS)) {
            int at = sql.indexOf(piece.strip(), from);
            assertTrue(at >= 0, () -> sql + " is not as the page says: " + code);
            from = at + piece.strip().length();
        }
    }
}
