// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;

import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;

/** What the groups of rules about types share. */
abstract class TypedRules extends RuleGroup {

    TypedRules(Target target) {
        super(target);
    }

    /** A table of that type; null if the database does not take it. */
    final <T> TypedTable<T> table(SqlType<T> type) {
        TypedTable<T> table = new TypedTable<>(run().newTable(), type);
        return accepts(run().create(db(), createTable(table))) ? table : null;
    }

    /** Whether two values are the same, though a database may write a document or a number in another way. */
    static boolean same(Object expected, Object actual) {
        if (expected instanceof byte[] bytes) {
            return actual instanceof byte[] others && Arrays.equals(bytes, others);
        }
        if (expected instanceof BigDecimal decimal) {
            return actual instanceof BigDecimal other && decimal.compareTo(other) == 0;
        }
        if (expected instanceof Json json) {
            return actual instanceof Json other && json.text().replace(" ", "").equals(other.text().replace(" ", ""));
        }
        return Objects.equals(expected, actual);
    }
}
