// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Whether text matches a pattern.
 *
 * @param operand the text
 * @param pattern the pattern
 * @param escape the character that makes the next one ordinary; null for none
 * @param negated whether it is NOT LIKE
 */
public record Like(Expression<?> operand, Expression<String> pattern, Character escape, boolean negated) implements Condition {

    public Like {
        Usage.required(operand, "the operand of like");
        Usage.required(pattern, "the pattern of like");
        if (operand.type().javaType() != String.class && operand.type().family() != SqlType.Family.VENDOR) {
            throw Usage.error("like needs text, " + Usage.describe(operand) + " is " + operand.type().family());
        }
        if (escape != null) {
            escape(escape);
        }
    }

    static char escape(char escape) {
        if (escape == 0 || Character.isSurrogate(escape)) {
            throw Usage.error("the escape character of like must be one character, and not NUL");
        }
        return escape;
    }

    /** Where case does not count a letter would also escape in its other case, on some databases. */
    static char caselessEscape(char escape) {
        if (Character.toLowerCase(escape) != escape || Character.toUpperCase(escape) != escape) {
            throw Usage.error("the escape character of ilike must have no case, unlike '" + escape + "'; use one such as '!'");
        }
        return escape(escape);
    }

    /** The text that a text is compared with. */
    static Value<String> pattern(Expression<?> operand, String pattern, String method) {
        if (pattern == null) {
            throw Usage.error(method + "(null) on " + Usage.describe(operand) + " would never be true in SQL; use isNull() or isNotNull()");
        }
        return new Value<>(Types.TEXT, pattern);
    }

    static Like of(Expression<?> operand, String pattern, Character escape, boolean negated) {
        return new Like(operand, pattern(operand, pattern, "like"), escape, negated);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.like(this);
    }
}
