// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A page that needs nothing but itself: style and script stand in it, and its policy forbids it to load anything. Not thread-safe. */
final class HtmlPage {

    private final StringBuilder body = new StringBuilder();
    private final String title;

    HtmlPage(String title) {
        this.title = title;
    }

    /** Text as it stands in HTML, also within an attribute in double quotes. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isText(c) ? c : '\ufffd');
            }
        });
        return out.toString();
    }

    /** Neither a control character nor half a surrogate pair. */
    private static boolean isText(int c) {
        return (c >= ' ' || c == '\n' || c == '\t') && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }

    /** HTML as it is. */
    HtmlPage html(String html) {
        body.append(html).append('\n');
        return this;
    }

    HtmlPage heading(String text) {
        return html("<h2>" + escape(text) + "</h2>");
    }

    HtmlPage paragraph(String text) {
        return html("<p>" + escape(text) + "</p>");
    }

    /** A cell of a table. */
    record Cell(String html, String kind) {

        static Cell text(String text) {
            return new Cell(escape(text), "");
        }

        /** Text that has a colour of its own kind. */
        static Cell kind(String text, Enum<?> kind) {
            return new Cell(escape(text), kind.name());
        }

        /** Statements, hidden until they are asked for. */
        static Cell statements(List<String> statements) {
            return new Cell(statements.isEmpty() ? "" : "<details><summary>" + statements.size() + "</summary><pre>"
                    + escape(String.join("\n", statements)) + "</pre></details>", "");
        }
    }

    /** A table that can be sorted by each column and filtered by any word. */
    HtmlPage table(String id, List<String> columns, List<List<Cell>> rows) {
        html("<p><label>Filter <input type=\"search\" data-table=\"" + id + "\" placeholder=\"any word\"></label> <output data-count=\""
                + id
                + "\">" + rows.size() + "</output> rows</p>");
        body.append("<table id=\"").append(id).append("\"><thead><tr>");
        columns.forEach(column -> body.append("<th scope=\"col\"><button type=\"button\">").append(escape(column))
                .append("</button></th>"));
        body.append("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : rows) {
            body.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                body.append("<td data-label=\"").append(escape(columns.get(i))).append('"')
                        .append(row.get(i).kind().isEmpty() ? ""
                                : " class=\"" + row.get(i).kind() + '"').append('>').append(row.get(i).html())
                        .append("</td>");
            }
            body.append("</tr>\n");
        }
        return html("</tbody></table>");
    }

    String write() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\""
                + " content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
                + "<title>" + escape(title) + "</title>\n<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n<h1>"
                        + escape(title)
                + "</h1>\n" + body + "<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n";
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
