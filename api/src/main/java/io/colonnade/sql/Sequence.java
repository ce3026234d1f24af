// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A generator of numbers that stands by itself (PostgreSQL, MariaDB).
 *
 * @param schema the schema; null for the default one
 * @param name its name
 * @param start its first number
 * @param increment what the next number is greater by; not 0
 */
public record Sequence(String schema, String name, long start, long increment) {

    public Sequence {
        if (schema != null) {
            Usage.name(schema, "the schema of a sequence");
        }
        Usage.name(name, "the name of a sequence");
        if (increment == 0) {
            throw Usage.error("sequence " + name + " has the increment 0");
        }
    }

    /** A sequence of the default schema that counts 1, 2, 3. */
    public static Sequence of(String name) {
        return new Sequence(null, name, 1, 1);
    }

    /** The same with another first number. */
    public Sequence startingWith(long start) {
        return new Sequence(schema, name, start, increment);
    }

    /** The same with another increment. */
    public Sequence incrementedBy(long increment) {
        return new Sequence(schema, name, start, increment);
    }

    /** Its next number: each evaluation takes one. */
    public Expression<Long> next() {
        return new NextValue(this);
    }
}
