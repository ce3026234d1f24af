// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.regex.Pattern;

/**
 * An operator that the tree does not know, made with {@link Sql#infix}.
 *
 * @param token how it is written in SQL: a word, or operator characters
 * @param precedence how tightly it binds
 * @param left the left operand
 * @param right the right operand
 * @param type the type of the result
 * @param <T> the Java class of the result
 */
public record Infix<T>(String token, Precedence precedence, Expression<?> left, Expression<?> right, SqlType<T> type)
        implements Expression<T> {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z][A-Za-z_ ]*|[-+*/<>=~!@#%^&|?:]+");

    public Infix {
        checkToken(token);
        Usage.required(precedence, "the precedence of operator " + token);
        if (precedence == Precedence.NOT || precedence == Precedence.SIGN || precedence == Precedence.PRIMARY) {
            throw Usage.error("operator " + token + " stands between two operands, so its precedence cannot be " + precedence
                    + "; use OTHER if in doubt");
        }
        Usage.required(left, "the left operand of " + token);
        Usage.required(right, "the right operand of " + token);
        Usage.required(type, "the type of operator " + token);
    }

    static void checkToken(String token) {
        Usage.required(token, "the token of an operator");
        if (!TOKEN.matcher(token).matches() || token.contains("--") || token.contains("/*")) {
            throw Usage.error("\"" + token + "\" is no operator; use words, or some of the characters -+*/<>=~!@#%^&|?: that open no "
                    + "comment");
        }
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.infix(this);
    }
}
