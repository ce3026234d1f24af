// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * CREATE SCHEMA; on MySQL and MariaDB a schema is a database. Made with {@link Sql#createSchema}.
 *
 * @param name its name
 * @param ifAbsent whether a schema of that name is left as it is
 */
public record CreateSchema(String name, boolean ifAbsent) implements DdlStatement {

    public CreateSchema {
        Usage.name(name, "the name of a schema");
    }

    /** Leaves a schema of that name as it is. */
    public CreateSchema ifNotExists() {
        return new CreateSchema(name, true);
    }
}
