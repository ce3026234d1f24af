// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AlterTable;
import io.colonnade.sql.CommentOn;
import io.colonnade.sql.CreateIndex;
import io.colonnade.sql.CreateSchema;
import io.colonnade.sql.CreateSequence;
import io.colonnade.sql.CreateTable;
import io.colonnade.sql.CreateTableAs;
import io.colonnade.sql.CreateView;
import io.colonnade.sql.DdlStatement;
import io.colonnade.sql.DropIndex;
import io.colonnade.sql.DropSchema;
import io.colonnade.sql.DropSequence;
import io.colonnade.sql.DropTable;
import io.colonnade.sql.DropView;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.RefreshView;
import io.colonnade.sql.Table;
import io.colonnade.sql.VendorStatement;
import java.util.List;

/** Writes the statements that create, change and drop. No database takes placeholders there, so values become text. */
final class DdlWriter {

    private final Output out;
    private final Dialect dialect;

    private DdlWriter(Output out) {
        this.out = out;
        dialect = out.dialect;
    }

    static Compiled compile(Dialect dialect, DdlStatement statement) {
        Output out = new Output(dialect);
        new DdlWriter(out).write(statement);
        return new Compiled(out.sql.toString(), StatementKind.DDL, false, List.of(), List.of(), false);
    }

    /** The text for people: refused where the statement is, and with the operators as they are, not as a driver has to be given them. */
    static String print(Dialect dialect, DdlStatement statement) {
        compile(dialect, statement);
        Output out = Output.forPeople(dialect);
        new DdlWriter(out).write(statement);
        return out.sql.toString();
    }

    private void write(DdlStatement statement) {
        if (statement instanceof CreateTable create) {
            start(create.temporary(), create.ifAbsent(), create.table());
            new TableWriter(out, create.table()).body(create);
        } else if (statement instanceof CreateTableAs create) {
            require(Feature.CREATE_TABLE_AS, "CREATE TABLE AS", "create the table and insert from the query");
            start(create.temporary(), create.ifAbsent(), create.table());
            query(create.table(), create.query(), false);
        } else if (statement instanceof DropTable drop) {
            dropTable(drop);
        } else if (statement instanceof AlterTable alter) {
            new AlterWriter(out, alter.table()).write(alter);
        } else if (statement instanceof CreateIndex create) {
            new IndexWriter(out, create.index()).create(create);
        } else if (statement instanceof DropIndex drop) {
            new IndexWriter(out, drop.index()).drop(drop);
        } else if (statement instanceof CreateView create) {
            createView(create);
        } else if (statement instanceof DropView drop) {
            out.sql.append("DROP ");
            materialized(drop.materialized());
            out.sql.append(drop.ifPresent() ? "VIEW IF EXISTS " : "VIEW ");
            out.table(drop.view());
        } else if (statement instanceof RefreshView refresh) {
            out.sql.append("REFRESH ");
            materialized(true);
            out.sql.append(refresh.concurrent() ? "VIEW CONCURRENTLY " : "VIEW ");
            out.table(refresh.view());
        } else if (statement instanceof CreateSchema create) {
            requireSchemas(create.name());
            out.sql.append(create.ifAbsent() ? "CREATE SCHEMA IF NOT EXISTS " : "CREATE SCHEMA ");
            out.identifier(create.name());
        } else if (statement instanceof DropSchema drop) {
            dropSchema(drop);
        } else if (statement instanceof CreateSequence create) {
            Sequences.create(out, create);
        } else if (statement instanceof DropSequence drop) {
            Sequences.drop(out, drop);
        } else if (statement instanceof VendorStatement vendor) {
            new VendorStatementWriter(out).write(vendor);
        } else {
            comment((CommentOn) statement);
        }
    }

    private void start(boolean temporary, boolean ifAbsent, Table table) {
        out.sql.append("CREATE ");
        if (temporary) {
            require(Feature.TEMPORARY_TABLES, "a temporary table", "create a table and drop it when it is no longer needed");
            if (table.schema().isPresent()) {
                throw Refusal.usage("the temporary table " + table
                        + " has a schema; a temporary table belongs to its connection and has none");
            }
            out.sql.append("TEMPORARY ");
        }
        out.sql.append(ifAbsent ? "TABLE IF NOT EXISTS " : "TABLE ");
        out.table(table);
    }

    private void require(Feature feature, String what, String instead) {
        if (!dialect.has(feature)) {
            throw Refusal.unsupported(dialect, what, instead);
        }
    }

    /**
     * Writes the query behind AS.
     *
     * @param kept whether the database keeps the query, and not only its rows
     */
    private void query(Table target, QueryExpression query, boolean kept) {
        out.sql.append(" AS ");
        QueryWriter writer = QueryWriter.ofDdl(out);
        out.definition = kept;
        List<String> labels = writer.outermost(query).stream().map(ResultColumn::label).toList();
        List<String> names = target.columns().stream().map(column -> column.name()).toList();
        names.forEach(name -> Identifiers.requireKept(dialect, name, target.toString()));
        if (!labels.equals(names)) {
            throw Refusal.usage("the query for " + target + " gives the columns " + labels + ", but " + target + " declares " + names
                    + "; give as many, in the same order, and name them with as(…)");
        }
    }

    private void dropTable(DropTable drop) {
        if (drop.tables().size() > 1) {
            require(Feature.DROP_SEVERAL_TABLES, "dropping several tables in one statement", "drop one after the other");
        }
        out.sql.append(drop.ifPresent() ? "DROP TABLE IF EXISTS " : "DROP TABLE ");
        for (int i = 0; i < drop.tables().size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            out.table(drop.tables().get(i));
        }
        if (drop.cascades()) {
            require(Feature.DROP_CASCADE, "DROP TABLE CASCADE", "drop what depends on the table first");
            out.sql.append(" CASCADE");
        }
    }

    private void createView(CreateView create) {
        out.sql.append("CREATE ");
        if (create.replaces()) {
            require(Feature.VIEW_OR_REPLACE, "CREATE OR REPLACE VIEW", "drop the view and create it");
            out.sql.append("OR REPLACE ");
        }
        materialized(create.materialized());
        out.sql.append("VIEW ");
        if (create.ifAbsent() && !create.materialized()) {
            require(Feature.VIEW_IF_NOT_EXISTS, "CREATE VIEW IF NOT EXISTS", "use orReplace()");
        }
        if (create.ifAbsent()) {
            out.sql.append("IF NOT EXISTS ");
        }
        out.table(create.view());
        query(create.view(), create.query(), true);
    }

    private void materialized(boolean materialized) {
        if (materialized) {
            require(Feature.MATERIALIZED_VIEWS, "a materialized view", "use a view, or a table that is filled by insertInto(…).from(…)");
            out.sql.append("MATERIALIZED ");
        }
    }

    private void requireSchemas(String name) {
        if (dialect.ddlRules().schemas() == SchemaForm.NONE) {
            throw Refusal.unsupported(dialect, "schema " + name, "use the schemas that the connection has");
        }
    }

    private void dropSchema(DropSchema drop) {
        requireSchemas(drop.name());
        boolean always = dialect.ddlRules().schemas() == SchemaForm.ALWAYS_CASCADE;
        if (always && !drop.cascades()) {
            throw Refusal.unsupported(dialect, "dropping schema " + drop.name() + " only if it is empty",
                    "say cascade() where all that is in it may go");
        }
        out.sql.append(drop.ifPresent() ? "DROP SCHEMA IF EXISTS " : "DROP SCHEMA ");
        out.identifier(drop.name());
        out.sql.append(drop.cascades() && !always ? " CASCADE" : "");
    }

    private void comment(CommentOn comment) {
        boolean ofTable = comment.column() == null;
        CommentForm form = dialect.ddlRules().comments();
        if (form == CommentForm.NONE) {
            throw Refusal.unsupported(dialect, "a comment on " + (ofTable ? "table " + comment.table() : "column " + comment.column()),
                    "leave it out");
        } else if (form == CommentForm.STATEMENT) {
            out.sql.append(ofTable ? "COMMENT ON TABLE " : "COMMENT ON COLUMN ");
            out.table(comment.table());
            if (!ofTable) {
                out.sql.append('.');
                out.identifier(comment.column().name());
            }
            out.sql.append(" IS ");
        } else if (ofTable) {
            out.sql.append("ALTER TABLE ");
            out.table(comment.table());
            out.sql.append(" COMMENT = ");
        } else {
            throw Refusal.unsupported(dialect, "setting the comment of column " + comment.column() + " alone",
                    "declare it with comment(…), so that it is created with the column");
        }
        if (comment.comment() == null && form == CommentForm.STATEMENT) {
            out.sql.append("NULL");
        } else {
            Literals.text(out.sql, dialect, comment.comment() == null ? "" : comment.comment());
        }
    }
}
