// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Column;
import io.colonnade.sql.CreateIndex;
import io.colonnade.sql.DropIndex;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Index;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.Table;
import java.util.ArrayList;
import java.util.List;

/** Writes CREATE INDEX and DROP INDEX, and an index within CREATE TABLE. */
final class IndexWriter {

    private final Output out;
    private final Dialect dialect;
    private final Index index;
    private final Table table;
    private final String name;

    IndexWriter(Output out, Index index) {
        this.out = out;
        this.index = index;
        dialect = out.dialect;
        table = index.table();
        name = GeneratedNames.of(dialect, index);
    }

    void create(CreateIndex create) {
        IndexNames names = dialect.ddlRules().indexNames();
        out.sql.append("CREATE ");
        kind();
        if (create.concurrent()) {
            require(Feature.CONCURRENT_INDEXES, "built concurrently", "leave concurrently() out");
            out.sql.append("CONCURRENTLY ");
        }
        if (create.ifAbsent()) {
            requireCondition("IF NOT EXISTS");
            out.sql.append("IF NOT EXISTS ");
        }
        if (names == IndexNames.QUALIFIED) {
            table.schema().ifPresent(out::qualifier);
        }
        out.identifier(name);
        out.sql.append(" ON ");
        if (names == IndexNames.QUALIFIED) {
            out.identifier(table.name());
        } else {
            out.table(table);
        }
        definition();
    }

    void drop(DropIndex drop) {
        IndexNames names = dialect.ddlRules().indexNames();
        out.sql.append("DROP INDEX ");
        if (drop.concurrent()) {
            require(Feature.CONCURRENT_INDEXES, "dropped concurrently", "leave concurrently() out");
            out.sql.append("CONCURRENTLY ");
        }
        if (drop.ifPresent()) {
            requireCondition("IF EXISTS");
            out.sql.append("IF EXISTS ");
        }
        if (names != IndexNames.TABLE) {
            table.schema().ifPresent(out::qualifier);
        }
        out.identifier(name);
        if (names == IndexNames.TABLE) {
            out.sql.append(" ON ");
            out.table(table);
        }
    }

    private void requireCondition(String words) {
        if (!dialect.has(Feature.INDEX_IF_NOT_EXISTS)) {
            throw Refusal.unsupported(dialect, words + " for index " + name,
                    "leave it out, or create the table with all its indexes by createAll(…)");
        }
    }

    /** As a part of CREATE TABLE. */
    void inline() {
        require(Feature.INLINE_INDEXES, "declared within CREATE TABLE", "use createIndex(…)");
        kind();
        out.identifier(name);
        definition();
    }

    /** As the key of ON CONFLICT. Values are text there too, since a database has to see that the condition is that of the index. */
    void target() {
        Output target = new Output(dialect);
        IndexWriter writer = new IndexWriter(target, index);
        target.sql.append('(');
        for (int i = 0; i < index.terms().size(); i++) {
            target.sql.append(i == 0 ? "" : ", ");
            writer.term((Expression<?>) (index.terms().get(i) instanceof Ordering ordering ? ordering.term() : index.terms().get(i)));
        }
        target.sql.append(')');
        writer.condition();
        out.sql.append(target.sql);
    }

    /** Refuses an index that the database cannot have, where it need not be named. */
    void requireAll() {
        new IndexWriter(new Output(dialect), index).definition();
    }

    private void kind() {
        out.sql.append(index.isUnique() ? "UNIQUE " : "");
        VendorClauses.write(out, "", index.kind().orElse(null), " ", "index " + name);
        out.sql.append("INDEX ");
    }

    private void definition() {
        IndexMethod form = dialect.ddlRules().indexMethod();
        String method = index.method().map(word -> " USING " + word).orElse("");
        if (form == IndexMethod.NONE && !method.isEmpty()) {
            throw Refusal.unsupported(dialect, "index " + name + method, "leave using(…) out");
        }
        out.sql.append(form == IndexMethod.BEFORE_COLUMNS ? method : "");
        terms();
        out.sql.append(form == IndexMethod.AFTER_COLUMNS ? method : "");
        if (!index.included().isEmpty()) {
            require(Feature.INDEX_INCLUDE, "that includes columns", "leave include(…) out, or index the columns too");
            names(index.included());
        }
        condition();
    }

    private void condition() {
        index.condition().ifPresent(condition -> {
            require(Feature.PARTIAL_INDEXES, "of some rows only", "leave where(…) out");
            out.sql.append(" WHERE ");
            expressions().write(condition);
        });
        VendorClauses.write(out, " ", index.clause().orElse(null), "", "index " + name);
    }

    private void names(List<Column<?>> columns) {
        for (int i = 0; i < columns.size(); i++) {
            out.sql.append(i == 0 ? " INCLUDE (" : ", ");
            out.identifier(columns.get(i).name());
        }
        out.sql.append(')');
    }

    private void terms() {
        for (int i = 0; i < index.terms().size(); i++) {
            out.sql.append(i == 0 ? " (" : ", ");
            OrderTerm term = index.terms().get(i);
            Ordering ordering = term instanceof Ordering given ? given : new Ordering(term, false, null);
            term((Expression<?>) ordering.term());
            operatorClass((Expression<?>) ordering.term());
            out.sql.append(ordering.descending() ? " DESC" : "");
            if (ordering.nulls() != null) {
                require(Feature.INDEX_NULLS_ORDERING, "with NULLS " + ordering.nulls(), "leave it out");
                out.sql.append(" NULLS ").append(ordering.nulls());
            }
        }
        out.sql.append(')');
    }

    private void operatorClass(Expression<?> term) {
        String operatorClass = index.operatorClasses().get(term);
        if (operatorClass != null) {
            require(Feature.OPERATOR_CLASSES, "with operator class " + operatorClass, "leave operatorClass(…) out");
            out.sql.append(' ').append(operatorClass);
        }
    }

    private void term(Expression<?> term) {
        if (!(term instanceof Column<?> column)) {
            require(Feature.EXPRESSION_INDEXES, "on an expression", "declare a computed column and index that");
            out.sql.append('(');
            expressions().write(term);
            out.sql.append(')');
            return;
        }
        out.identifier(column.name());
        Integer prefix = index.prefixes().get(column);
        if (prefix != null) {
            require(Feature.INDEX_PREFIX_LENGTH, "on a prefix of a column", "leave prefix(…) out, or index an expression");
            out.sql.append('(').append(prefix).append(')');
        }
    }

    private QueryWriter expressions() {
        QueryWriter writer = QueryWriter.ofDdl(out);
        writer.scope = new Scope(new ArrayList<>(List.of(table)), null, "the table of the index");
        return writer;
    }

    private void require(Feature feature, String what, String instead) {
        if (!dialect.has(feature)) {
            throw Refusal.unsupported(dialect, "index " + name + " " + what, instead);
        }
    }
}
