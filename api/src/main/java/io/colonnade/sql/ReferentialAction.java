// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** What happens to rows whose foreign key refers to a row that is deleted. */
public enum ReferentialAction {
    /** The delete fails: the default. */
    NO_ACTION("NO ACTION"),
    RESTRICT("RESTRICT"),
    /** They are deleted too. */
    CASCADE("CASCADE"),
    /** Their foreign key becomes NULL. */
    SET_NULL("SET NULL"),
    /** Their foreign key takes its default. */
    SET_DEFAULT("SET DEFAULT");

    private final String token;

    ReferentialAction(String token) {
        this.token = token;
    }

    /** How it is written in SQL. */
    public String token() {
        return token;
    }
}
