// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionSettings;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads options that are words or numbers. What is not accepted is a {@link io.colonnade.error.ConfigurationException} that names the
 * option, its value and what is.
 *
 * @param settings what was given
 * @since 0.1
 */
public record SettingsReader(ConnectionSettings settings) {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(?:([KMG])iB)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmg";

    /** One of some words, in lower case; the first if the option is not given. */
    public String choice(String option, String... accepted) {
        String value = settings.option(option).orElse(accepted[0]).toLowerCase(Locale.ROOT);
        if (!List.of(accepted).contains(value)) {
            throw invalid(option, String.join(", ", accepted));
        }
        return value;
    }

    /** A number within bounds, which are accepted too. */
    public int number(String option, int otherwise, int least, int most) {
        String value = settings.option(option).orElse(Integer.toString(otherwise));
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw invalid(option, "numbers from " + least + " to " + most);
    }

    /** A number of bytes within bounds, which are accepted too; with {@code KiB}, {@code MiB} or {@code GiB} behind it, of those. */
    public int size(String option, int otherwise, int least, int most) {
        String value = settings.option(option).orElse(Integer.toString(otherwise));
        Matcher size = SIZE.matcher(value);
        if (size.matches()) {
            long bytes = Long.parseLong(size.group(1)) << (size.group(2) == null ? 0 : 10 * (1 + UNITS.indexOf(Character.toLowerCase(size.group(2).charAt(0)))));
            if (bytes >= least && bytes <= most) {
                return (int) bytes;
            }
        }
        throw invalid(option, "numbers of bytes from " + written(least) + " to " + written(most) + ", as in 64MiB");
    }

    private static String written(int bytes) {
        return bytes % (1 << 30) == 0 ? (bytes >> 30) + "GiB" : bytes % (1 << 20) == 0 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
    }

    private DatabaseException invalid(String option, String accepted) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "The option " + option + " is \"" + settings.option(option).orElse("")
                + "\"; accepted are " + accepted + ".").option(option).build();
    }
}
