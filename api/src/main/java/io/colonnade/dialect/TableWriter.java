// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.CheckConstraint;
import io.colonnade.sql.Column;
import io.colonnade.sql.Computed;
import io.colonnade.sql.CreateTable;
import io.colonnade.sql.Deferral;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.PrimaryKey;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableConstraint;
import io.colonnade.sql.TableOption;
import io.colonnade.sql.UniqueConstraint;
import io.colonnade.sql.Value;
import io.colonnade.sql.VendorConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what stands between the parentheses of CREATE TABLE, and behind them. */
final class TableWriter {

    private static final Pattern PART = Pattern.compile("\\{(\\d+)}");

    private final Output out;
    private final Dialect dialect;
    private final QueryWriter expressions;
    private final Table table;
    private final List<TableOption> options;

    TableWriter(Output out, Table table) {
        this.out = out;
        this.table = table;
        dialect = out.dialect;
        expressions = QueryWriter.ofDdl(out);
        expressions.scope = new Scope(new ArrayList<>(List.of(table)), null, "the table");
        options = table.options().stream().filter(option -> option.dialect().equals(dialect.name())).toList();
    }

    /** Columns, constraints and options. */
    void body(CreateTable create) {
        String separator = " (";
        for (Column<?> column : table.columns()) {
            out.sql.append(separator);
            column(column);
            separator = ", ";
        }
        table.primaryKeyConstraint().filter(key -> !isInline(key)).ifPresent(key -> constraint(", ", key));
        for (TableConstraint constraint : table.constraints()) {
            if (!isInline(constraint)) {
                constraint(", ", constraint);
            }
        }
        for (ForeignKey key : table.foreignKeys()) {
            if (!create.without().contains(key)) {
                constraint(", ", key);
            }
        }
        if (create.withIndexes()) {
            table.indexes().forEach(index -> {
                out.sql.append(", ");
                new IndexWriter(out, index).inline();
            });
        }
        out.sql.append(')');
        options();
    }

    private void options() {
        List<String> texts = new ArrayList<>(options.stream().map(TableOption::text).toList());
        if (table.comment().isPresent() && requireComments() == CommentForm.INLINE) {
            StringBuilder comment = new StringBuilder("COMMENT = ");
            Literals.text(comment, dialect, table.comment().get());
            texts.add(comment.toString());
        }
        out.sql.append(texts.isEmpty() ? "" : " ").append(String.join(dialect.ddlRules().optionSeparator(), texts));
    }

    private CommentForm requireComments() {
        if (dialect.ddlRules().comments() == CommentForm.NONE) {
            throw Refusal.unsupported(dialect, "a comment on table " + table, "leave the comments of the table and its columns out");
        }
        return dialect.ddlRules().comments();
    }

    /** A column with all that is said of it alone. */
    void column(Column<?> column) {
        definition(column);
        keys(column);
        remarks(column);
    }

    /** A column without the constraints that are its own, for where it has them already. */
    void columnWithoutKeys(Column<?> column) {
        definition(column);
        if (column.isGenerated()) {
            out.sql.append(" NOT NULL");
        }
        remarks(column);
    }

    private void definition(Column<?> column) {
        out.identifier(column.name());
        out.sql.append(' ');
        if (column.isGenerated()) {
            out.sql.append(generatedType(column.type()));
        } else {
            out.sql.append(typeName(column.type()));
            column.computed().ifPresent(expression -> computed(column, expression));
            if (column.defaultValue().isPresent()) {
                out.sql.append(" DEFAULT ");
                defaultValue(column.type(), column.defaultValue().get());
            }
            out.sql.append(column.isNullable() ? "" : " NOT NULL");
        }
    }

    private void keys(Column<?> column) {
        if (column.isUnique() && isInline(UniqueConstraint.of(column))) {
            out.sql.append(" UNIQUE");
        }
        if (column.isPrimaryKey() && isInline(table.primaryKeyConstraint().orElseThrow())) {
            String name = GeneratedNames.of(dialect, table, table.primaryKeyConstraint().orElseThrow());
            name(" CONSTRAINT ", name, "");
            out.sql.append(" PRIMARY KEY");
        }
    }

    private void remarks(Column<?> column) {
        if (column.comment().isPresent() && requireComments() == CommentForm.INLINE) {
            out.sql.append(" COMMENT ");
            Literals.text(out.sql, dialect, column.comment().get());
        }
        column.clauses().forEach(clause -> VendorClauses.write(out, " ", clause, "", "column " + column));
    }

    /** How a column's type is spelled in this table. */
    String typeName(SqlType<?> type) {
        for (TableOption option : type.vendorName() == null ? options : List.<TableOption>of()) {
            String spelling = option.types().get(type.family());
            if (spelling != null) {
                return spelling;
            }
        }
        return dialect.typeName(type);
    }

    /** An expression on the table's columns. */
    void expression(Expression<?> expression) {
        expressions.write(expression);
    }

    private String generatedType(SqlType<?> type) {
        String typeName = typeName(type);
        return switch (dialect.generatedKey()) {
            case IDENTITY -> typeName + " GENERATED BY DEFAULT AS IDENTITY";
            case AUTO_INCREMENT -> typeName + " AUTO_INCREMENT";
            case INTEGER_PRIMARY_KEY -> "INTEGER";
            case SERIAL -> switch (type.family()) {
                case SMALLINT -> "SMALLSERIAL";
                case INTEGER -> "SERIAL";
                default -> "BIGSERIAL";
            };
        };
    }

    private void computed(Column<?> column, Expression<?> expression) {
        boolean stored = column.computedKind().orElseThrow() == Computed.STORED;
        if (!dialect.has(stored ? Feature.COMPUTED_STORED : Feature.COMPUTED_VIRTUAL)) {
            throw Refusal.unsupported(dialect, "column " + column + ", computed and " + (stored ? "stored" : "virtual"), "use "
                    + (stored ? "Computed.VIRTUAL" : "Computed.STORED") + ", or calculate it in the select");
        }
        out.sql.append(" GENERATED ALWAYS AS (");
        expressions.write(expression);
        out.sql.append(stored ? ") STORED" : ") VIRTUAL");
    }

    /** What stands behind DEFAULT. */
    void defaultValue(SqlType<?> type, Expression<?> expression) {
        boolean plain = expression instanceof Value<?> && switch (type.family()) {
            // For columns of these types MySQL takes no literal as a default, but an expression, as all others do too.
            case TEXT, BINARY, JSON -> false;
            default -> true;
        };
        Scope before = expressions.scope;
        expressions.scope = null;
        out.sql.append(plain ? "" : "(");
        expressions.write(expression);
        out.sql.append(plain ? "" : ")");
        expressions.scope = before;
    }

    /** Whether a constraint stands behind its column: one without a name, and the key of a table whose rows are found by it alone. */
    private boolean isInline(TableConstraint constraint) {
        boolean named = GeneratedNames.of(dialect, table, constraint) != null;
        if (constraint instanceof PrimaryKey key) {
            boolean rowId = dialect.generatedKey() == GeneratedKey.INTEGER_PRIMARY_KEY && key.columns().get(0).isGenerated();
            return key.columns().size() == 1 && (!named || rowId);
        }
        return !named && constraint instanceof UniqueConstraint unique && unique.columns().size() == 1
                && unique.columns().get(0).isUnique() && unique.deferral() == Deferral.NOT_DEFERRABLE;
    }

    /** A constraint of the table, behind a separator. */
    void constraint(String separator, TableConstraint constraint) {
        out.sql.append(separator);
        name("CONSTRAINT ", GeneratedNames.of(dialect, table, constraint), " ");
        if (constraint instanceof PrimaryKey key) {
            names("PRIMARY KEY (", key.columns());
        } else if (constraint instanceof UniqueConstraint unique) {
            names("UNIQUE (", unique.columns());
            deferral(unique.deferral(), Feature.DEFERRABLE_UNIQUE_CONSTRAINTS, "unique constraint");
        } else if (constraint instanceof CheckConstraint check) {
            out.sql.append("CHECK (");
            expressions.write(check.condition());
            out.sql.append(')');
        } else if (constraint instanceof ForeignKey key) {
            names("FOREIGN KEY (", key.columns());
            references(key);
        } else {
            vendor((VendorConstraint) constraint);
        }
    }

    private void name(String before, String name, String behind) {
        if (name != null) {
            out.sql.append(before);
            out.identifier(name);
            out.sql.append(behind);
        }
    }

    /** REFERENCES and what follows it. */
    void references(ForeignKey key) {
        out.sql.append(" REFERENCES ");
        out.table(key.references().get(0).table());
        names(" (", key.references());
        action(" ON DELETE ", key.onDelete());
        action(" ON UPDATE ", key.onUpdate());
        deferral(key.deferral(), Feature.DEFERRABLE_FOREIGN_KEYS, "foreign key");
    }

    private void action(String event, ReferentialAction action) {
        if (action == ReferentialAction.SET_DEFAULT && !dialect.has(Feature.REFERENTIAL_SET_DEFAULT)) {
            throw Refusal.unsupported(dialect, "SET DEFAULT in a foreign key of table " + table, "use SET_NULL");
        }
        out.sql.append(action == ReferentialAction.NO_ACTION ? "" : event + action.token());
    }

    private void deferral(Deferral deferral, Feature feature, String what) {
        if (deferral != Deferral.NOT_DEFERRABLE && !dialect.has(feature)) {
            throw Refusal.unsupported(dialect, "a " + what + " of table " + table + " that is checked at the end of the transaction",
                    "leave deferrable(…) out");
        }
        out.sql.append(deferral.clause());
    }

    private void vendor(VendorConstraint constraint) {
        if (!constraint.dialect().equals(dialect.name())) {
            throw Refusal.unsupported(dialect, "a constraint of table " + table + " that only " + constraint.dialect() + " has",
                    "declare the table without it for this database");
        }
        Matcher matcher = PART.matcher(constraint.template());
        int copied = 0;
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1));
            if (number >= constraint.parts().size()) {
                throw Refusal.usage("the constraint \"" + constraint.template() + "\" of table " + table + " has no part {" + number + "}");
            }
            out.sql.append(constraint.template(), copied, matcher.start());
            expressions.write(constraint.parts().get(number));
            copied = matcher.end();
        }
        out.sql.append(constraint.template(), copied, constraint.template().length());
    }

    private void names(String opening, List<Column<?>> columns) {
        out.sql.append(opening);
        for (int i = 0; i < columns.size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            out.identifier(columns.get(i).name());
        }
        out.sql.append(')');
    }
}
