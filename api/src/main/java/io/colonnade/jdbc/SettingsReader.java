// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionSettings;
import java.util.List;
import java.util.Locale;

/**
 * Reads options that are words or numbers. What is not accepted is a {@link io.colonnade.error.ConfigurationException} that names the
 * option, its value and what is.
 *
 * @param settings what was given
 * @since 0.1
 */
public record SettingsReader(ConnectionSettings settings) {

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

    private DatabaseException invalid(String option, String accepted) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "The option " + option + " is \"" + settings.option(option).orElse("")
                + "\"; accepted are " + accepted + ".").option(option).build();
    }
}
