// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.postgres.PostgresDialect;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.TypeDefinition;
import io.colonnade.sql.VendorStatement;
import io.colonnade.sql.VendorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The name of a type that a statement creates, and the statements that all such types have.
 *
 * @param kind TYPE or DOMAIN
 * @param schema the schema; null for the default one
 * @param name the name
 */
record TypeName(String kind, String schema, String name) {

    private static final String INSTEAD = "use a portable type there, with a check constraint where needed";

    TypeName {
        required(name, "the name of a " + kind.toLowerCase(Locale.ROOT));
        if (schema != null) {
            required(schema, "the schema of type " + name);
        }
    }

    static String required(String name, String what) {
        if (name == null || name.isEmpty()) {
            throw TextForm.usage(what + " is " + (name == null ? "null" : "empty"));
        }
        return name;
    }

    TypeName inSchema(String other) {
        return new TypeName(kind, required(other, "the schema of type " + name), name);
    }

    /** As it is written where a type is named, in quotes where needed. */
    String spelling() {
        return PostgresDialect.ASSUMED.sql(Only.statement(kind, INSTEAD).name(schema, name));
    }

    /** The beginning of a statement on it. */
    VendorStatement statement(String verb, String condition) {
        return Only.statement(verb + " " + kind, INSTEAD).words(verb + " " + kind + condition + " ").name(schema, name);
    }

    VendorStatement drop() {
        return statement("DROP", "");
    }

    VendorStatement dropIfExists() {
        return statement("DROP", " IF EXISTS");
    }

    /** PostgreSQL has no IF NOT EXISTS there. A block of its language goes on where the type is there already. */
    static VendorStatement ifAbsent(VendorStatement create) {
        List<VendorStatement.Part> body = new ArrayList<>();
        body.add(new VendorStatement.Words("BEGIN "));
        body.addAll(create.parts());
        body.add(new VendorStatement.Words("; EXCEPTION WHEN duplicate_object THEN NULL; END"));
        return Only.statement(create.what(), create.instead()).words("DO ")
                .quoted(new VendorStatement(create.dialect(), create.what(), create.instead(), body));
    }

    /** The type with what must be created before it: what the types are that it is made of, and itself. */
    VendorType owner(VendorStatement create, List<? extends SqlType<?>> madeOf, boolean castsValues) {
        List<TypeDefinition> definitions = new ArrayList<>();
        for (SqlType<?> part : madeOf) {
            for (TypeDefinition definition : part.vendor() == null ? List.<TypeDefinition>of() : part.vendor().definitions()) {
                if (!definitions.contains(definition)) {
                    definitions.add(definition);
                }
            }
        }
        definitions.add(new TypeDefinition(schema, name, create, ifAbsent(create), drop(), dropIfExists()));
        return new VendorType(Only.DIALECT, definitions, castsValues);
    }
}
