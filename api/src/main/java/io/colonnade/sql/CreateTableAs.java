// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * CREATE TABLE … AS SELECT: a table with the rows of a query, whose column types the database derives from it. Keys and constraints of the
 * table's declaration are no part of it. Made with {@link Sql#createTableAs}.
 *
 * @param table the table, whose columns are called like those of the query, in the same order
 * @param query the query
 * @param ifAbsent whether a table of that name is left as it is instead of being an error
 * @param temporary whether it lives as long as the connection and is seen by it alone
 */
public record CreateTableAs(Table table, QueryExpression query, boolean ifAbsent, boolean temporary) implements DdlStatement {

    public CreateTableAs {
        Usage.required(table, "the table of createTableAs");
        Usage.required(query, "the query of createTableAs");
    }

    /** Leaves a table of that name as it is, whatever it holds. */
    public CreateTableAs ifNotExists() {
        return new CreateTableAs(table, query, true, temporary);
    }

    /** Creates it for the connection alone. */
    public CreateTableAs asTemporary() {
        return new CreateTableAs(table, query, ifAbsent, true);
    }
}
