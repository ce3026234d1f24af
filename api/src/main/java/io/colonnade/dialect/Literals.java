// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Value;
import java.math.BigDecimal;

/** Values as SQL text: only where a database takes no placeholder, which is in the defaults of CREATE TABLE. */
final class Literals {

    private Literals() {
    }

    static void append(StringBuilder sql, Dialect dialect, Value<?> value) {
        Object content = value.stored();
        if (content == null) {
            sql.append("NULL");
        } else if (content instanceof Boolean bool) {
            sql.append(dialect.has(Feature.NATIVE_BOOLEAN) ? (bool ? "TRUE" : "FALSE") : (bool ? "1" : "0"));
        } else if (content instanceof BigDecimal decimal) {
            sql.append(decimal.toPlainString());
        } else if (content instanceof Number number && Double.isFinite(number.doubleValue())) {
            sql.append(number);
        } else if (content instanceof String text) {
            text(sql, dialect, text);
        } else {
            throw Refusal.usage("a default of type " + value.type().family()
                    + " cannot be written as SQL text; give it as an expression, such "
                    + "as function(\"…\", type)");
        }
    }

    /** A string in quotes. */
    static void text(StringBuilder sql, Dialect dialect, String text) {
        if (text.indexOf('\0') >= 0) {
            throw Refusal.usage("a text that becomes part of a statement contains the character NUL");
        }
        String doubled = text.replace("'", "''");
        sql.append('\'').append(dialect.lexicalRules().backslashEscapes() ? doubled.replace("\\", "\\\\") : doubled).append('\'');
    }

    static boolean isNegative(Value<?> value) {
        return value.stored() instanceof Number number && (number instanceof BigDecimal decimal ? decimal.signum() < 0
                : number.doubleValue() < 0);
    }
}
