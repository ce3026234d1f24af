// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** When a constraint is checked. */
public enum Deferral {
    /** With each statement: the default. */
    NOT_DEFERRABLE(""),
    /** With each statement, unless the transaction asks to have it checked at its end. */
    INITIALLY_IMMEDIATE(" DEFERRABLE INITIALLY IMMEDIATE"),
    /** At the end of the transaction, unless it asks to have it checked with each statement. */
    INITIALLY_DEFERRED(" DEFERRABLE INITIALLY DEFERRED");

    private final String clause;

    Deferral(String clause) {
        this.clause = clause;
    }

    /** How it is written behind a constraint; empty for the default. */
    public String clause() {
        return clause;
    }
}
