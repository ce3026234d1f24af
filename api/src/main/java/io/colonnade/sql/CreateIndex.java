// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * CREATE INDEX. Made with {@link Sql#createIndex}.
 *
 * @param index the index, which belongs to a table
 * @param ifAbsent whether an index of that name is left as it is
 * @param concurrent whether the table can be written meanwhile
 */
public record CreateIndex(Index index, boolean ifAbsent, boolean concurrent) implements DdlStatement {

    public CreateIndex {
        Usage.required(index, "the index of createIndex").table();
    }

    /** Leaves an index of that name as it is, whatever it holds. */
    public CreateIndex ifNotExists() {
        return new CreateIndex(index, true, concurrent);
    }

    /** Lets others write to the table meanwhile (PostgreSQL); not possible in a transaction. */
    public CreateIndex concurrently() {
        return new CreateIndex(index, ifAbsent, true);
    }
}
