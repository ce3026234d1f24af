// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Sql;
import io.colonnade.sql.VendorStatement;

/**
 * A type that a statement creates. Immutable.
 *
 * <p>{@link Sql#createAll} creates it before the tables that have columns of it, and {@link Sql#dropAll} drops it after them.
 */
public abstract sealed class CreatedType permits EnumType, CompositeType, DomainType {

    final TypeName name;

    CreatedType(TypeName name) {
        this.name = name;
    }

    /** CREATE TYPE or CREATE DOMAIN. */
    public abstract VendorStatement create();

    /** Creates it unless there is a type of that name, whatever that is. */
    public final VendorStatement createIfAbsent() {
        return TypeName.ifAbsent(create());
    }

    /** DROP TYPE or DROP DOMAIN. */
    public final VendorStatement drop() {
        return name.drop();
    }

    /** DROP TYPE or DROP DOMAIN, where it is no error that it is not there. */
    public final VendorStatement dropIfExists() {
        return name.dropIfExists();
    }

    /** Its name, as it is written in SQL. */
    @Override
    public final String toString() {
        return name.spelling();
    }
}
