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
     * Leaves tables and indexes that are there as they are, whatever they look like. Tables that refer to each other are the exception where
     * the database adds foreign keys by ALTER TABLE: if they are there, it fails, because the keys are there too.
     */
    public CreateAll ifNotExists() {
        return new CreateAll(metaData, true);
    }
}
