// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * Whose a type is that only one database has: for {@link SqlType#vendor(VendorType, String, Class)}.
 *
 * @param dialect the name of the database's dialect: {@code postgresql}
 * @param definitions what is created before a table with a column of the type, each before those that are made of it; empty for a type that
 *     the database has from the start
 */
public record VendorType(String dialect, List<TypeDefinition> definitions) {

    public VendorType {
        Usage.name(dialect, "the dialect of a type");
        definitions = List.copyOf(Usage.required(definitions, "the definitions of a type"));
    }
}
