// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A type that is created by a statement before tables have columns of it, and dropped after them: {@link Sql#createAll} and
 * {@link Sql#dropAll} run these statements.
 *
 * @param schema its schema; null for the default one
 * @param name its name
 * @param create creates it
 * @param createIfAbsent creates it unless it is there
 * @param drop drops it
 * @param dropIfPresent drops it if it is there
 */
public record TypeDefinition(String schema, String name, VendorStatement create, VendorStatement createIfAbsent, VendorStatement drop,
                             VendorStatement dropIfPresent) {

    public TypeDefinition {
        Usage.name(name, "the name of a type");
        Usage.required(create, "the statement that creates type " + name);
        Usage.required(createIfAbsent, "the statement that creates type " + name + " if it is absent");
        Usage.required(drop, "the statement that drops type " + name);
        Usage.required(dropIfPresent, "the statement that drops type " + name + " if it is present");
    }

    /** Its name, behind its schema where it has one. */
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
