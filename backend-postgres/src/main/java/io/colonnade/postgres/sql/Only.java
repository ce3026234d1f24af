// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.NamedParameter;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.Value;
import io.colonnade.sql.VendorExpression;
import io.colonnade.sql.VendorStatement;
import io.colonnade.sql.VendorType;
import java.util.List;

/** What PostgreSQL alone writes: each of these is refused by all other dialects. Nothing here changes anything where it is calculated. */
final class Only {

    static final String DIALECT = "postgresql";
    /** For the types that the server has from the start. */
    static final VendorType BUILT_IN = new VendorType(DIALECT, List.of());

    private Only() {
    }

    /** An operator between two operands. */
    static <T> Expression<T> infix(String token, Expression<?> left, Expression<?> right, SqlType<T> type, String instead) {
        return new VendorExpression<>(DIALECT, Sql.infix(token, Precedence.OTHER, left, right, type), instead);
    }

    /** An operator in front of its operand. */
    static <T> Expression<T> prefix(String token, Expression<?> operand, SqlType<T> type, String instead) {
        return new VendorExpression<>(DIALECT, Sql.prefix(token, operand, type), instead);
    }

    /** An operator between two operands that is true or false. */
    static Condition condition(String token, Expression<?> left, Expression<?> right, String instead) {
        return Sql.condition(infix(token, left, right, Types.BOOLEAN, instead));
    }

    /** A call of a function that changes nothing. */
    static <T> Expression<T> call(String name, SqlType<T> type, String instead, Expression<?>... arguments) {
        return new VendorExpression<>(DIALECT, Sql.function(name, type, arguments).asPure(), instead);
    }

    /** A piece of text. */
    static <T> Expression<T> fragment(String text, SqlType<T> type, String instead, Expression<?>... arguments) {
        return new VendorExpression<>(DIALECT, Sql.fragment(text, type, arguments), instead);
    }

    /** The expression itself, or a value with its type written beside it where the server could not tell it. */
    static <T> Expression<T> typed(Expression<T> expression) {
        boolean bare = expression instanceof Value<?> || expression instanceof NamedParameter<?>;
        VendorType vendor = expression.type().vendor();
        return bare && (vendor == null || !vendor.castsValues()) ? expression.cast(expression.type()) : expression;
    }

    /** A statement of no text yet. */
    static VendorStatement statement(String what, String instead) {
        return VendorStatement.of(DIALECT, what, instead);
    }
}
