// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How constraints and indexes are called whose author gave them no name. In each template {@code {table}} stands for the table's name,
 * {@code {columns}} for the columns with {@code _} between them, {@code {referenced}} for the table that a foreign key refers to, and
 * {@code {number}} for the place among the table's constraints of that kind, from 1.
 *
 * <p>A name that is longer than the database accepts is cut, and ends in a hash of the whole: the same everywhere and every time.
 *
 * @param primaryKey the template for primary keys
 * @param unique the template for unique constraints
 * @param foreignKey the template for foreign keys
 * @param check the template for check constraints and those of one database
 * @param index the template for indexes
 */
public record NamingConvention(String primaryKey, String unique, String foreignKey, String check, String index) {

    private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");

    /** {@code pk_notes}, {@code uq_notes_author_text}, {@code fk_notes_author_authors}, {@code ck_notes_1}, {@code ix_notes_author}. */
    public static final NamingConvention STANDARD = new NamingConvention("pk_{table}", "uq_{table}_{columns}",
            "fk_{table}_{columns}_{referenced}", "ck_{table}_{number}", "ix_{table}_{columns}");

    public NamingConvention {
        check(primaryKey, Set.of("table", "columns"));
        check(unique, Set.of("table", "columns", "number"));
        check(foreignKey, Set.of("table", "columns", "referenced", "number"));
        check(check, Set.of("table", "number"));
        check(index, Set.of("table", "columns", "number"));
    }

    private static void check(String template, Set<String> accepted) {
        Matcher matcher = PLACE.matcher(Usage.name(template, "a template of a naming convention"));
        while (matcher.find()) {
            if (!accepted.contains(matcher.group(1))) {
                throw Usage.error("the template " + template + " of a naming convention has {" + matcher.group(1) + "}; accepted there are "
                        + accepted.stream().sorted().map(name -> "{" + name + "}").toList());
            }
        }
    }

    /** The name of a constraint of a table. */
    public String name(Table table, TableConstraint constraint) {
        Usage.required(table, "the table of a constraint");
        Usage.required(constraint, "the constraint of " + table);
        if (constraint instanceof PrimaryKey key) {
            return fill(primaryKey, table, names(key.columns()), "", 1);
        } else if (constraint instanceof UniqueConstraint key) {
            return fill(unique, table, names(key.columns()), "", number(table, UniqueConstraint.class, constraint));
        } else if (constraint instanceof ForeignKey key) {
            int number = table.foreignKeys().indexOf(key) + 1;
            return fill(foreignKey, table, names(key.columns()), key.references().get(0).table().name(), number);
        }
        return fill(check, table, "", "", number(table, constraint.getClass(), constraint));
    }

    /** The name of an index. */
    public String name(Index index) {
        List<String> parts = new ArrayList<>();
        for (OrderTerm term : Usage.required(index, "the index").terms()) {
            boolean named = (term instanceof Ordering ordering ? ordering.term() : term) instanceof Column<?>;
            parts.add(named ? ((Column<?>) (term instanceof Ordering ordering ? ordering.term() : term)).name() : "expression");
        }
        return fill(this.index, index.table(), String.join("_", parts), "", index.table().indexes().indexOf(index) + 1);
    }

    private static int number(Table table, Class<?> kind, TableConstraint constraint) {
        int number = 1;
        for (TableConstraint other : table.constraints()) {
            if (other.equals(constraint)) {
                break;
            }
            number += kind.isInstance(other) ? 1 : 0;
        }
        return number;
    }

    private static String names(List<Column<?>> columns) {
        return String.join("_", columns.stream().map(Column::name).toList());
    }

    private static String fill(String template, Table table, String columns, String referenced, int number) {
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(switch (place.group(1)) {
            case "table" -> table.name();
            case "columns" -> columns;
            case "referenced" -> referenced;
            default -> Integer.toString(number);
        }));
    }
}
