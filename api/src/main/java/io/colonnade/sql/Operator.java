// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** The operators that every database has. */
public enum Operator {
    OR("OR", Precedence.OR),
    AND("AND", Precedence.AND),
    NOT("NOT", Precedence.NOT),
    EQ("=", Precedence.COMPARISON),
    NE("<>", Precedence.COMPARISON),
    LT("<", Precedence.COMPARISON),
    LE("<=", Precedence.COMPARISON),
    GT(">", Precedence.COMPARISON),
    GE(">=", Precedence.COMPARISON),
    LIKE("LIKE", Precedence.COMPARISON),
    NOT_LIKE("NOT LIKE", Precedence.COMPARISON),
    IN("IN", Precedence.COMPARISON),
    NOT_IN("NOT IN", Precedence.COMPARISON),
    BETWEEN("BETWEEN", Precedence.COMPARISON),
    NOT_BETWEEN("NOT BETWEEN", Precedence.COMPARISON),
    IS_NULL("IS NULL", Precedence.COMPARISON),
    IS_NOT_NULL("IS NOT NULL", Precedence.COMPARISON),
    PLUS("+", Precedence.ADDITIVE),
    MINUS("-", Precedence.ADDITIVE),
    TIMES("*", Precedence.MULTIPLICATIVE),
    DIVIDED_BY("/", Precedence.MULTIPLICATIVE),
    MODULO("%", Precedence.MULTIPLICATIVE),
    NEGATE("-", Precedence.SIGN);

    private final String token;
    private final Precedence precedence;

    Operator(String token, Precedence precedence) {
        this.token = token;
        this.precedence = precedence;
    }

    /** How it is written in SQL. */
    public String token() {
        return token;
    }

    /** How tightly it binds. */
    public Precedence precedence() {
        return precedence;
    }
}
