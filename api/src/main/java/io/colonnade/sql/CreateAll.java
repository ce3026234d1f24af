// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Creates tables with their constraints, indexes and comments, each after those that it refers to. Made with {@link Sql#createAll}.
 *
 * @param metaData the tables
 * @param ifAbsent whether tables and indexes that are there are left as they are
 */
public record CreateAll(MetaData metaData, boolean ifAbsent) implements Script {

    public CreateAll {
        Usage.required(metaData, "the tables of createAll");
    }

    /**
     * Creates only those tables that are not there, with their indexes and comments; the others are left as they are, whatever they look
     * like. Where the database cannot be asked, the statements themselves say IF NOT EXISTS.
     */
    public CreateAll ifNotExists() {
        return new CreateAll(metaData, true);
    }
}
