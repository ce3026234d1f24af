// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.VendorStatement;

/**
 * An extension of the server, such as {@code hstore}, {@code citext} or {@code btree_gist}. Immutable. Only some users may create one. A
 * connection knows of hstore from the time when it was opened.
 *
 * @param schema where its types and functions are; null for the default one
 * @param name its name
 */
public record Extension(String schema, String name) {

    private static final String INSTEAD = "leave it out";

    public Extension {
        TypeName.required(name, "the name of an extension");
    }

    /** An extension by its name. */
    public static Extension of(String name) {
        return new Extension(null, name);
    }

    /** The same with its types and functions in a schema. */
    public Extension inSchema(String schema) {
        return new Extension(TypeName.required(schema, "the schema of extension " + name), name);
    }

    /** CREATE EXTENSION. */
    public VendorStatement create() {
        return create("CREATE EXTENSION ");
    }

    /** CREATE EXTENSION IF NOT EXISTS. */
    public VendorStatement createIfAbsent() {
        return create("CREATE EXTENSION IF NOT EXISTS ");
    }

    private VendorStatement create(String words) {
        VendorStatement create = Only.statement("CREATE EXTENSION", INSTEAD).words(words).name(name);
        return schema == null ? create : create.words(" SCHEMA ").name(schema);
    }

    /** DROP EXTENSION. */
    public VendorStatement drop() {
        return Only.statement("DROP EXTENSION", INSTEAD).words("DROP EXTENSION ").name(name);
    }

    /** DROP EXTENSION IF EXISTS. */
    public VendorStatement dropIfExists() {
        return Only.statement("DROP EXTENSION", INSTEAD).words("DROP EXTENSION IF EXISTS ").name(name);
    }
}
