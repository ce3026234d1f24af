// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * DROP SCHEMA. Made with {@link Sql#dropSchema}.
 *
 * @param name its name
 * @param ifPresent whether it is no error that there is no such schema
 * @param cascades whether all that is in it goes too; without it the schema must be empty
 */
public record DropSchema(String name, boolean ifPresent, boolean cascades) implements DdlStatement {

    public DropSchema {
        Usage.name(name, "the name of a schema");
    }

    /** Does nothing where there is no such schema. */
    public DropSchema ifExists() {
        return new DropSchema(name, true, cascades);
    }

    /** Drops all that is in it too. MySQL and MariaDB cannot do otherwise, so they accept nothing else. */
    public DropSchema cascade() {
        return new DropSchema(name, ifPresent, true);
    }
}
