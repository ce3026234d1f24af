// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import io.colonnade.sql.SqlType.Family;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What only one database says behind CREATE TABLE, as that database spells it: {@code ENGINE = InnoDB}. It is meant for that database
 * alone, so the table is created without it on all others.
 *
 * @param dialect the name of the database's dialect: {@code mysql}
 * @param text the text. Never text of a user
 * @param types how the table's columns are spelled where the option asks for other types than the dialect's
 */
public record TableOption(String dialect, String text, Map<Family, String> types) {

    public TableOption {
        Usage.name(dialect, "the dialect of a table option");
        Usage.name(text, "the text of a table option");
        Map<Family, String> copy = new EnumMap<>(Family.class);
        copy.putAll(types);
        types = Collections.unmodifiableMap(copy);
    }

    /** An option that leaves the types as they are. */
    public static TableOption of(String dialect, String text) {
        return new TableOption(dialect, text, Map.of());
    }
}
