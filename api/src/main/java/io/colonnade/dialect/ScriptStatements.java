// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AlterTable;
import io.colonnade.sql.Column;
import io.colonnade.sql.CreateAll;
import io.colonnade.sql.CreateIndex;
import io.colonnade.sql.CreateSequence;
import io.colonnade.sql.CreateTable;
import io.colonnade.sql.DropAll;
import io.colonnade.sql.DropSequence;
import io.colonnade.sql.DropTable;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.Index;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.NamingConvention;
import io.colonnade.sql.Script;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TypeDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the statements of scripts. */
final class ScriptStatements {

    private final Dialect dialect;
    private final List<Statement> statements = new ArrayList<>();

    private ScriptStatements(Dialect dialect) {
        this.dialect = dialect;
    }

    static List<Statement> of(Dialect dialect, Script script) {
        ScriptStatements list = new ScriptStatements(dialect);
        if (script instanceof CreateAll create) {
            create.metaData().typeDefinitions().forEach(type -> list.statements.add(create.ifAbsent() ? type.createIfAbsent() : type.create()));
            list.sequences(create.metaData()).forEach(sequence -> list.statements.add(new CreateSequence(sequence, create.ifAbsent())));
            create.metaData().dependencyGroups().forEach(group -> list.create(group, create.ifAbsent()));
        } else {
            list.drop((DropAll) script);
        }
        return List.copyOf(list.statements);
    }

    /** The sequences that columns take values from; none where the database has none, as tables may do without. */
    private Collection<Sequence> sequences(MetaData metaData) {
        Map<List<String>, Sequence> sequences = new LinkedHashMap<>();
        if (!dialect.has(Feature.SEQUENCES)) {
            return sequences.values();
        }
        for (Table table : metaData.tables()) {
            for (Column<?> column : table.columns()) {
                Stream.of(column.defaultValue(), column.insertValue(), column.updateValue()).flatMap(Optional::stream)
                        .flatMap(value -> StatementShape.of(value).sequences().stream()).forEach(sequence -> {
                            Sequence known = sequences.putIfAbsent(Arrays.asList(sequence.schema(), sequence.name()), sequence);
                            if (known != null && !known.equals(sequence)) {
                                throw Refusal.usage("column " + column + " takes values from a sequence " + sequence.name()
                                        + " that another column defines in another way; give both the same one");
                            }
                        });
            }
        }
        return sequences.values();
    }

    /** Keys to tables of the group that come later are added when all are there; SQLite alone looks at them only when rows come. */
    private void create(List<Table> group, boolean ifAbsent) {
        List<Statement> later = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Table table = group.get(i);
            List<ForeignKey> without = dialect.has(Feature.ALTER_CONSTRAINTS) ? toLater(group, i) : List.of();
            without.forEach(key -> later.add(Sql.alterTable(table).addConstraint(named(table, key))));
            create(table, ifAbsent, without);
        }
        statements.addAll(later);
    }

    private static List<ForeignKey> toLater(List<Table> group, int index) {
        List<Table> later = group.subList(index + 1, group.size());
        return group.get(index).foreignKeys().stream().filter(key -> later.contains(key.references().get(0).table())).toList();
    }

    /** A key that is added by itself has a name, so that it can be dropped by itself. */
    private ForeignKey named(Table table, ForeignKey key) {
        return GeneratedNames.of(dialect, table, key) != null ? key
                : key.named(GeneratedNames.shortened(dialect, NamingConvention.STANDARD.name(table, key)));
    }

    private void create(Table table, boolean ifAbsent, List<ForeignKey> without) {
        boolean inline = ifAbsent && !dialect.has(Feature.INDEX_IF_NOT_EXISTS) && dialect.has(Feature.INLINE_INDEXES);
        statements.add(new CreateTable(table, ifAbsent, false, inline, without));
        if (!inline) {
            for (Index index : table.indexes()) {
                statements.add(new CreateIndex(index, ifAbsent, false));
            }
        }
        if (dialect.ddlRules().comments() == CommentForm.STATEMENT) {
            table.comment().ifPresent(comment -> statements.add(Sql.commentOn(table, comment)));
            for (Column<?> column : table.columns()) {
                column.comment().ifPresent(comment -> statements.add(Sql.commentOn(column, comment)));
            }
        }
    }

    private void drop(DropAll drop) {
        List<List<Table>> groups = new ArrayList<>(drop.metaData().dependencyGroups());
        Collections.reverse(groups);
        groups.forEach(group -> drop(group, drop.ifPresent()));
        sequences(drop.metaData()).forEach(sequence -> statements.add(new DropSequence(sequence, drop.ifPresent())));
        List<TypeDefinition> types = new ArrayList<>(drop.metaData().typeDefinitions());
        Collections.reverse(types);
        types.forEach(type -> statements.add(drop.ifPresent() ? type.dropIfPresent() : type.drop()));
    }

    private void drop(List<Table> group, boolean ifPresent) {
        if (group.size() > 1 && dialect.has(Feature.DROP_SEVERAL_TABLES)) {
            statements.add(new DropTable(group, ifPresent, false));
            return;
        }
        if (group.size() > 1 && !dialect.ddlRules().beforeDroppingCircles().isEmpty()) {
            statements.add(Sql.text(dialect.ddlRules().beforeDroppingCircles()));
        } else if (group.size() > 1) {
            for (int i = 0; i < group.size(); i++) {
                for (ForeignKey key : toLater(group, i)) {
                    AlterTable alter = Sql.alterTable(group.get(i)).dropConstraint(named(group.get(i), key));
                    statements.add(ifPresent ? alter.ifExists() : alter);
                }
            }
        }
        for (int i = group.size() - 1; i >= 0; i--) {
            statements.add(new DropTable(List.of(group.get(i)), ifPresent, false));
        }
    }
}
