// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * Whose a type is that only one database has: for {@link SqlType#vendor(VendorType, String, Class)}.
 *
 * @param dialect the name of the database's dialect: {@code postgresql}
 * @param definitions what is created before a table with a column of the type, each before those that are made of it; empty for a type that
 *     the database has from the start
 * @param castsValues whether a bound value is written with a cast to the type, because the database could not tell its type from what it is
 *     compared with
 */
public record VendorType(String dialect, List<TypeDefinition> definitions, boolean castsValues) {

    public VendorType {
        Usage.name(dialect, "the dialect of a type");
        definitions = List.copyOf(Usage.required(definitions, "the definitions of a type"));
    }

    /** A type whose values need no cast. */
    public VendorType(String dialect, List<TypeDefinition> definitions) {
        this(dialect, definitions, false);
    }
}
