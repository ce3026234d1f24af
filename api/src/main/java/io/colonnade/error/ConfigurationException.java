// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

/**
 * The configuration is wrong: mend the URL, the options or the class path. Nothing was started.
 *
 * @since 0.1
 */
public final class ConfigurationException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    private final String option;
    private final int position;

    ConfigurationException(Builder builder) {
        super(builder);
        option = builder.option;
        position = builder.position;
    }

    @Override
    void copyTo(Builder copy) {
        copy.option(option).position(position);
    }

    /** The name of the option that is at fault, or null where it is not one option. */
    public String option() {
        return option;
    }

    /** The offset, from 0, of the fault in the URL, or -1 where there is none. */
    public int position() {
        return position;
    }
}
