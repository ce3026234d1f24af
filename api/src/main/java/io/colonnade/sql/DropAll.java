// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Drops tables, each before those that it refers to. Made with {@link Sql#dropAll}.
 *
 * @param metaData the tables
 * @param ifPresent whether it is no error that a table is not there
 */
public record DropAll(MetaData metaData, boolean ifPresent) implements Script {

    public DropAll {
        Usage.required(metaData, "the tables of dropAll");
    }

    /** Passes over tables that are not there. */
    public DropAll ifExists() {
        return new DropAll(metaData, true);
    }
}
