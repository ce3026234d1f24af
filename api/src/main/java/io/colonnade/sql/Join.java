// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A further source of a select.
 *
 * @param kind what happens to rows without a partner
 * @param source the source
 * @param on which rows belong together
 */
public record Join(Kind kind, Source source, Expression<Boolean> on) {

    /** What happens to rows without a partner. */
    public enum Kind {
        /** They are left out. */
        INNER("JOIN"),
        /** Those of the left side stay, with NULL for the columns of the right one. */
        LEFT("LEFT JOIN");

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
        Usage.required(on, "the condition of the join with " + source.name());
    }
}
