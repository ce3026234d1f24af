// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Text in aligned columns: numbers to the right, the rest to the left. */
final class TextTable {

    private final List<String> headings;
    private final List<List<Object>> rows = new ArrayList<>();

    TextTable(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row of one cell for each heading. */
    TextTable row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for the headings " + headings);
        }
        rows.add(Arrays.asList(cells));
        return this;
    }

    @Override
    public String toString() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        appendLine(text, List.copyOf(headings), widths);
        appendLine(text, Arrays.stream(widths).<Object>mapToObj("-"::repeat).toList(), widths);
        rows.forEach(row -> appendLine(text, row, widths));
        return text.toString();
    }

    private int[] widths() {
        int[] widths = headings.stream().mapToInt(String::length).toArray();
        for (List<Object> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], format(row.get(i)).length());
            }
        }
        return widths;
    }

    private void appendLine(StringBuilder text, List<Object> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = format(cells.get(i));
            String padding = " ".repeat(widths[i] - cell.length());
            line.append("  ").append(isNumeric(i) ? padding + cell : cell + padding);
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty() && rows.get(0).get(column) instanceof Number;
    }

    private static String format(Object cell) {
        if (cell instanceof Double || cell instanceof Float) {
            return String.format(Locale.ROOT, "%,.2f", cell);
        }
        return cell instanceof Number ? String.format(Locale.ROOT, "%,d", cell) : String.valueOf(cell);
    }
}
