// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * How tightly an operator binds, loosest first. This one table decides every parenthesis.
 *
 * <p>It is coarser than that of any one database: where databases disagree (PostgreSQL, MySQL and SQLite rank {@code =}, LIKE, IN and
 * BETWEEN differently) the operators share a level and are never chained without parentheses.
 */
public enum Precedence {
    OR(Chaining.NONE),
    AND(Chaining.NONE),
    /** Its operand always stands in parentheses: one mode of MySQL binds NOT more tightly than a comparison. */
    NOT(Chaining.NONE),
    /** Comparisons, IS NULL, LIKE, IN, BETWEEN. */
    COMPARISON(Chaining.NONE),
    /**
     * Operators that only some databases have: {@code ||}, {@code ->>}, {@code @>}, {@code ~}. All their operands stand in parentheses
     * unless they need none anywhere: {@code ||} is looser than {@code +} for PostgreSQL and tighter than {@code *} for SQLite.
     */
    OTHER(Chaining.ALONE),
    ADDITIVE(Chaining.LEFT),
    MULTIPLICATIVE(Chaining.LEFT),
    /** The minus in front of an operand. */
    SIGN(Chaining.NONE),
    /** What needs no parentheses anywhere: columns, values, calls, CASE, CAST, subqueries. */
    PRIMARY(Chaining.NONE);

    /**
     * On which side an operand of the same level needs no parentheses; ALONE: an operand of any level needs them. AND and OR are not
     * chained: their node holds all terms.
     */
    private enum Chaining { LEFT, NONE, ALONE }

    private final Chaining chaining;

    Precedence(Chaining chaining) {
        this.chaining = chaining;
    }

    /** Whether an operand of the given level needs parentheses on the left of an operator of this level. */
    public boolean encloseLeft(Precedence operand) {
        return encloseRight(operand) && !(operand == this && chaining == Chaining.LEFT);
    }

    /** Whether an operand of the given level needs parentheses on the right of an operator of this level. */
    public boolean encloseRight(Precedence operand) {
        return Usage.required(operand, "the precedence of an operand") != PRIMARY && (operand.ordinal() <= ordinal() || chaining == Chaining.ALONE);
    }

    /** Whether an operand of the given level needs parentheses behind a prefix operator. */
    public static boolean enclosePrefixed(Precedence operand) {
        return operand != PRIMARY;
    }
}
