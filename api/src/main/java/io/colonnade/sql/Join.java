// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A further source of a select.
 *
 * @param kind what happens to rows without a partner
 * @param source the source
 * @param on which rows belong together; null in a cross join
 */
public record Join(Kind kind, Source source, Expression<Boolean> on) {

    /** What happens to rows without a partner. */
    public enum Kind {
        /** They are left out. */
        INNER("JOIN"),
        /** Those of the left side stay, with NULL for the columns of the right one. */
        LEFT("LEFT JOIN"),
        /** Those of the right side stay, with NULL for the columns of the left one. */
        RIGHT("RIGHT JOIN"),
        /** Those of both sides stay, with NULL for the columns of the other. */
        FULL("FULL OUTER JOIN"),
        /** There are none: each row is combined with each. */
        CROSS("CROSS JOIN");

        private final String token;

        Kind(String token) {
            this.token = token;
        }

        /** How it is written in SQL. */
        public String token() {
            return token;
        }
    }

    public Join {
        Usage.required(kind, "the kind of a join");
        Usage.required(source, "the source of a join");
        if (kind != Kind.CROSS) {
            Usage.required(on, "the condition of the join with " + source.name());
        } else if (on != null) {
            throw Usage.error("a cross join with " + source.name() + " takes no condition; use an inner join");
        }
        if (source instanceof DerivedTable derived && derived.lateral() && (kind == Kind.RIGHT || kind == Kind.FULL)) {
            throw Usage.error("the rows of lateral derived table " + source.name() + " exist only for a row of the left side; use join, "
                    + "leftJoin or crossJoin");
        }
    }
}
