// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorExpression;
import java.util.Arrays;

/** What stands on the sides of operators and in the parentheses of functions. */
final class Operands {

    private static final SqlType<String[]> TEXTS = PostgresTypes.arrayOf(Types.TEXT);

    private Operands() {
    }

    /** What a view is of: an expression of that type, or one that is cast to it. */
    static <T> Expression<T> viewed(Expression<T> expression, SqlType<T> type, String what, String instead) {
        Expression<T> operand = required(expression, what) instanceof ExpressionView<T> view ? view.operand() : expression;
        return type.vendorName().equalsIgnoreCase(operand.type().vendorName()) ? operand
                : new VendorExpression<>(Only.DIALECT, operand.cast(type), what, instead);
    }

    /** A value as an operand; null is refused. */
    static <T> Expression<T> value(SqlType<T> type, T value, String what) {
        return Sql.value(required(value, what), type);
    }

    /** A text as an operand; null is refused. */
    static Expression<String> text(String value, String what) {
        return value(Types.TEXT, value, what);
    }

    /** Texts as one array; none, or null among them, is refused. */
    static Expression<String[]> texts(String[] values, String what) {
        if (required(values, what).length == 0) {
            throw usage(what + " need at least one text");
        }
        Arrays.asList(values).forEach(value -> required(value, "one of " + what));
        return Sql.value(values.clone(), TEXTS);
    }

    /** The type of the results that are arrays of texts. */
    static SqlType<String[]> textsType() {
        return TEXTS;
    }

    /** An argument of an aggregate, which itself is of the language's own nodes, so that the argument says whose function it is. */
    static <T> Expression<T> argumentOf(String aggregate, Expression<T> argument, String instead) {
        Expression<T> typed = Only.typed(required(argument, "an argument of function " + aggregate + "()"));
        return new VendorExpression<>(Only.DIALECT, typed.typeCoerce(typed.type()), "function " + aggregate + "()", instead);
    }

    static <E> E required(E value, String what) {
        if (value == null) {
            throw usage(what + " is null");
        }
        return value;
    }

    static DatabaseException usage(String message) {
        return DatabaseException.of(ErrorKind.USAGE, message).build();
    }
}
