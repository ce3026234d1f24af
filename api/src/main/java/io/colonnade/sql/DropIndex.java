// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * DROP INDEX. Made with {@link Sql#dropIndex}.
 *
 * @param index the index, which belongs to a table
 * @param ifPresent whether it is no error that there is no such index
 * @param concurrent whether the table can be used meanwhile
 */
public record DropIndex(Index index, boolean ifPresent, boolean concurrent) implements DdlStatement {

    public DropIndex {
        Usage.required(index, "the index of dropIndex").table();
    }

    /** Does nothing where there is no such index. */
    public DropIndex ifExists() {
        return new DropIndex(index, true, concurrent);
    }

    /** Lets others use the table meanwhile (PostgreSQL); not possible in a transaction. */
    public DropIndex concurrently() {
        return new DropIndex(index, ifPresent, true);
    }
}
