// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.tck.reference.Table.Column;
import io.colonnade.tck.reference.Table.Constraint;
import java.util.ArrayList;
import java.util.List;

/** Reads the columns and constraints of a table. */
final class TableParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final List<Column> columns = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private String table;

    TableParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Table table() throws EngineError {
        table = tokens.name();
        tokens.expect("(");
        do {
            if (!constraint(tokens.accept("constraint") ? tokens.name() : null)) {
                column();
            }
        } while (tokens.accept(","));
        tokens.expect(")");
        return new Table(table, columns, constraints);
    }

    private boolean constraint(String given) throws EngineError {
        String name = given == null ? table + "_" + (constraints.size() + 1) : given;
        if (tokens.accept("unique")) {
            constraints.add(new Constraint(Type.UNIQUE, name, columnInParentheses(), null, null, null));
        } else if (tokens.accept("primary", "key")) {
            constraints.add(new Constraint(Type.PRIMARY_KEY, name, columnInParentheses(), null, null, null));
        } else if (tokens.accept("check")) {
            tokens.expect("(");
            constraints.add(new Constraint(Type.CHECK, name, null, expressions.expression(), null, null));
            tokens.expect(")");
        } else if (tokens.accept("foreign", "key")) {
            String column = columnInParentheses();
            tokens.expect("references");
            constraints.add(new Constraint(Type.FOREIGN_KEY, name, column, null, tokens.name(), columnInParentheses()));
        } else {
            return false;
        }
        return true;
    }

    private String columnInParentheses() throws EngineError {
        tokens.expect("(");
        String column = tokens.name();
        tokens.expect(")");
        return column;
    }

    private void column() throws EngineError {
        Column column = plainColumn();
        boolean generated = tokens.accept("generated", "by", "default", "as", "identity");
        Expression otherwise = tokens.accept("default") ? expressions.expression() : null;
        boolean notNull = tokens.accept("not", "null");
        if (tokens.accept("primary", "key")) {
            constraints.add(new Constraint(Type.PRIMARY_KEY, table + "_key", column.name(), null, null, null));
            notNull = true;
        }
        if (tokens.accept("unique")) {
            constraints.add(new Constraint(Type.UNIQUE, table + "_" + column.name(), column.name(), null, null, null));
        }
        columns.add(new Column(column.name(), column.type(), column.length(), notNull || generated, generated, otherwise));
    }

    Column plainColumn() throws EngineError {
        String name = tokens.name();
        ColumnType type = ColumnType.of(tokens.name());
        if (type == ColumnType.DOUBLE) {
            tokens.expect("precision");
        }
        int length = -1;
        if (tokens.accept("(")) {
            length = tokens.integer();
            if (tokens.accept(",")) {
                tokens.integer();
            }
            tokens.expect(")");
        }
        if (type == ColumnType.TIMESTAMP && tokens.accept("with", "time", "zone")) {
            type = ColumnType.TIMESTAMP_TZ;
        }
        return new Column(name, type, length, false, false, null);
    }
}
