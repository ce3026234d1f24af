// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.Locale;

/** Reports as JSON: the records as they are, their components by name. */
public final class JsonReport {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private JsonReport() {
    }

    /** A report as a JSON document. */
    public static String write(Report report) {
        StringBuilder out = new StringBuilder();
        GSON.toJson(report).codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                // Half a pair, which no file in UTF-8 can hold; it can only stand within a string.
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('\n').toString();
    }

    /**
     * Reads a report back.
     *
     * @throws IllegalArgumentException if the text is not a report of this kit
     */
    public static Report read(String json) {
        Report report;
        try {
            report = GSON.fromJson(json, Report.class);
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException("this is no report of the kit: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // Gson wraps what the constructors of the records say of missing components.
            throw new IllegalArgumentException("this is no report of the kit; a part of it is missing", e);
        }
        if (report == null || report.name() == null || report.kit() == null || report.environment() == null) {
            throw new IllegalArgumentException("this is no report of the kit; name, kit and environment must be there");
        }
        return report;
    }
}
