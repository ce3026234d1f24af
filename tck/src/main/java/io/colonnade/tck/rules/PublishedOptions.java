// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.DatabaseUrl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The options of a URL as a report may show them that everybody reads: what changes behaviour, and nothing that says who or where. */
final class PublishedOptions {

    private static final List<String> PLACES = List.of("host", "server", "addr", "sock", "user");

    /** Words, numbers, durations and lists of them. Paths, host names, addresses and SQL have other signs. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_+-]+(,[A-Za-z0-9_+-]+)*");

    private PublishedOptions() {
    }

    static Map<String, String> of(DatabaseUrl url) {
        Map<String, String> published = new LinkedHashMap<>();
        // The text of a URL hides what is named like a secret; reading it back gives the options so.
        DatabaseUrl.parse(url.toString()).options().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (PLACES.stream().noneMatch(lower::contains)) {
                published.put(name, PLAIN.matcher(value).matches() ? value : "***");
            }
        });
        return published;
    }
}
