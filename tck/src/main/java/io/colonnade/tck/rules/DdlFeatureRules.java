// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.dropAll;

import io.colonnade.CatalogTable;
import io.colonnade.dialect.AlterColumn;
import io.colonnade.dialect.CatalogQueries;
import io.colonnade.dialect.CommentForm;
import io.colonnade.dialect.DdlRules;
import io.colonnade.dialect.IndexMethod;
import io.colonnade.dialect.SchemaForm;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.Index;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import io.colonnade.tck.report.Verdict;
import java.util.List;
import java.util.Optional;

/** The forms in which a dialect creates, drops and finds things, each seen by what is there afterwards. */
@Topic(why = "Tables are created, dropped and compared in these forms; a wrong one leaves a schema half made.",
        look = "DdlRules and CatalogQueries of the dialect.")
public class DdlFeatureRules extends RuleGroup {

    private static final String COMPONENT = "ddlRules";

    /** A table that refers to another one, which refers back. */
    private static final class Circular extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Integer> other = column("other", Types.INTEGER);
        Circular next;

        Circular(String name) {
            super(name);
            foreignKey(() -> ForeignKey.of(other, next.id).named(name() + "_f"));
        }
    }

    /** A table with everything that a catalog tells. */
    private static final class Described extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> code = column("code", Types.varchar(20), notNull(), unique());
        final Column<Integer> amount = column("amount", Types.INTEGER, defaultValue(7));
        final Column<Integer> parent;
        final Index byAmount;

        Described(String name, Notes parents) {
            super(name);
            parent = column("parent", Types.INTEGER, references(parents.id));
            byAmount = index(Index.on(amount).named(name + "_i"));
        }
    }

    protected DdlFeatureRules(Target target) {
        super(target);
    }

    private DdlRules declared() {
        return run().dialect().ddlRules();
    }

    private String table(String options) {
        String name = run().newTable();
        await(db().execute("CREATE TABLE " + name + " (v INTEGER, w INTEGER)" + options));
        return name;
    }

    @Rule(id = "FLG-112", text = "the form of ddlRules in which a table is commented keeps the comment", components = COMPONENT)
    final void comments() {
        CommentForm declared = declared().comments();
        if (declared == CommentForm.NONE) {
            boolean taken = comments(CommentForm.STATEMENT) || comments(CommentForm.INLINE);
            run().findings().add(COMPONENT, "comments", "NONE", taken ? "a form is taken" : "none is taken",
                    taken ? Verdict.UNDERCLAIMED : Verdict.HONEST_NO, "");
            return;
        }
        String table = run().newTable();
        boolean taken = comments(declared, table);
        boolean found = taken && said(table);
        run().findings().add(COMPONENT, "comments", declared.name(), found ? "read back" : taken ? "taken" : "refused",
                found ? Verdict.CONFIRMED : taken ? Verdict.NOT_PROVABLE : Verdict.OVERCLAIMED,
                taken && !found ? "the kit knows no statement by which this database tells a comment" : "");
    }

    private boolean comments(CommentForm form) {
        return comments(form, run().newTable());
    }

    private boolean comments(CommentForm form, String table) {
        String create = "CREATE TABLE " + table + " (v INTEGER)";
        return form == CommentForm.INLINE ? accepts(create + " COMMENT 'kept by the kit'")
                : accepts(create) && accepts("COMMENT ON TABLE " + table + " IS 'kept by the kit'");
    }

    private boolean said(String table) {
        return gives("SELECT obj_description('" + table + "'::regclass)", "kept by the kit")
                || gives("SELECT table_comment FROM information_schema.tables WHERE table_name = '" + table + "'", "kept by the kit")
                || gives("SELECT remarks FROM information_schema.tables WHERE lower(table_name) = '" + table + "'", "kept by the kit");
    }

    @Rule(id = "FLG-113", text = "ddlRules says where the name of an index belongs and where its kind is said", components = COMPONENT)
    final void indexes() {
        Optional<String> schema = schema();
        run().findings().form(COMPONENT, "indexNames", declared().indexNames(), null, form -> {
            String one = table("");
            String other = table("");
            String index = one + "_i";
            return switch (form) {
                case TABLE -> accepts("CREATE INDEX " + index + " ON " + one + " (v)")
                        && accepts("CREATE INDEX " + index + " ON " + other + " (v)") && accepts("DROP INDEX " + index + " ON " + one);
                case SCHEMA -> (schema.isEmpty() || accepts("CREATE INDEX " + one + "_j ON " + schema.get() + "." + one + " (w)"))
                        && accepts("CREATE INDEX " + index + " ON " + one + " (v)")
                        && !accepts("CREATE INDEX " + index + " ON " + other + " (v)") && accepts("DROP INDEX " + index);
                case QUALIFIED -> schema.isPresent() && accepts("CREATE INDEX " + schema.get() + "." + index + " ON " + one + " (v)")
                        && !accepts("CREATE INDEX " + schema.get() + "." + index + " ON " + other + " (v)")
                        && accepts("DROP INDEX " + schema.get() + "." + index);
            };
        });
        run().findings().form(COMPONENT, "indexMethod", declared().indexMethod(), IndexMethod.NONE, form -> {
            String table = table("");
            return accepts("CREATE UNIQUE INDEX " + table + "_i ON " + table
                    + (form == IndexMethod.BEFORE_COLUMNS ? " USING btree (v)" : " (v) USING btree"))
                    && accepts("INSERT INTO " + table + " VALUES (1, 1)") && !accepts("INSERT INTO " + table + " VALUES (1, 2)");
        });
    }

    /** The name of the default schema; empty where the kit does not know how to ask for it. */
    private Optional<String> schema() {
        String table = table("");
        for (String sql : List.of("SELECT current_schema()", "SELECT current_schema", "SELECT database()")) {
            if (accepts(sql)) {
                Optional<String> name = Optional.ofNullable(await(db().fetchValue(sql, String.class)).get());
                if (name.isPresent() && accepts("SELECT v FROM " + name.get() + "." + table)) {
                    return name;
                }
            }
        }
        return accepts("SELECT v FROM main." + table) ? Optional.of("main") : Optional.empty();
    }

    @Rule(id = "FLG-114", text = "ddlRules says whether DROP SCHEMA takes along what is in a schema, or that there are none",
            components = COMPONENT)
    final void schemas() {
        SchemaForm declared = declared().schemas();
        String name = run().newTable() + "_s";
        try {
            await(db().execute("CREATE SCHEMA " + name));
        } catch (DatabaseException refusal) {
            if (refusal.kind() == ErrorKind.PERMISSION) {
                run().findings().notProvable(COMPONENT, "schemas", declared, "the user of the URL may not create schemas");
            } else {
                run().findings().add(COMPONENT, "schemas", declared.name(), "CREATE SCHEMA is refused",
                        declared == SchemaForm.NONE ? Verdict.HONEST_NO : Verdict.OVERCLAIMED, "");
            }
            return;
        }
        await(db().execute("CREATE TABLE " + name + ".colonnade_tck_in (v INTEGER)"));
        boolean always = accepts("DROP SCHEMA " + name);
        boolean cascade = !always && accepts("DROP SCHEMA " + name + " CASCADE");
        SchemaForm seen = always ? SchemaForm.ALWAYS_CASCADE : cascade ? SchemaForm.RESTRICT_OR_CASCADE : SchemaForm.NONE;
        run().findings().add(COMPONENT, "schemas", declared.name(), seen.name(),
                declared == seen ? Verdict.CONFIRMED : declared == SchemaForm.NONE ? Verdict.UNDERCLAIMED : Verdict.OVERCLAIMED, "");
    }

    @Rule(id = "FLG-115", text = "the optionSeparator of ddlRules stands between two options of a table", components = COMPONENT)
    final void optionSeparator() {
        String declared = declared().optionSeparator();
        List<List<String>> options = List.of(List.of("WITHOUT ROWID", "STRICT"), List.of("ENGINE = InnoDB", "COMMENT = 'x'"),
                List.of("WITH (fillfactor = 70)", "TABLESPACE pg_default"));
        String own = separated(options, declared) ? declared : null;
        boolean known = own != null || separated(options, " ") || separated(options, ", ");
        run().findings().add(COMPONENT, "optionSeparator", "\"" + declared + "\"", own != null ? "taken" : known ? "refused" : "",
                own != null ? Verdict.CONFIRMED : known ? Verdict.OVERCLAIMED : Verdict.NOT_PROVABLE,
                known ? "" : "the kit knows no two options of tables of this database");
    }

    private boolean separated(List<List<String>> options, String separator) {
        return options.stream().anyMatch(pair -> accepts("CREATE TABLE " + run().newTable() + " (v INTEGER PRIMARY KEY) "
                + String.join(separator, pair)));
    }

    @Rule(id = "FLG-116",
            text = "tables whose rows refer to each other are dropped, with what beforeDroppingCircles of ddlRules says before",
            components = COMPONENT)
    final void circles() {
        Circular one = new Circular(run().newTable());
        Circular two = new Circular(run().newTable());
        one.next = two;
        two.next = one;
        MetaData both = MetaData.of(one, two);
        await(db().execute(createAll(both)));
        List<String> names = List.of(one.name(), two.name());
        try {
            names.forEach(name -> await(db().execute("INSERT INTO " + name + " (id) VALUES (1)")));
            names.forEach(name -> await(db().execute("UPDATE " + name + " SET other = 1")));
            boolean gone = accepts(db().execute(dropAll(both))) && names.stream().noneMatch(name -> accepts("SELECT id FROM " + name));
            run().findings().working(COMPONENT, "beforeDroppingCircles", "\"" + declared().beforeDroppingCircles() + "\"", gone);
        } finally {
            names.forEach(name -> accepts("UPDATE " + name + " SET other = NULL"));
            names.forEach(name -> accepts("ALTER TABLE " + name + " DROP CONSTRAINT " + name + "_f"));
        }
    }

    @Rule(id = "FLG-134", text = "the form of ddlRules in which a column is altered gives it another type and keeps NULL out of it",
            components = COMPONENT)
    final void alteredColumns() {
        run().findings().form(COMPONENT, "alterColumn", declared().alterColumn(), AlterColumn.NONE, form -> {
            String table = table("");
            String changes = form == AlterColumn.MODIFY ? " MODIFY COLUMN v BIGINT NOT NULL"
                    : " ALTER COLUMN v SET DATA TYPE BIGINT, ALTER COLUMN v SET NOT NULL";
            return accepts("ALTER TABLE " + table + changes) && accepts("INSERT INTO " + table + " VALUES (5000000000, 1)")
                    && !accepts("INSERT INTO " + table + " VALUES (NULL, 1)");
        });
    }

    @Rule(id = "FLG-117",
            text = "catalogQueries find a table with its columns, its keys, what it refers to and its indexes, and none that is not there",
            components = "catalogQueries")
    final void catalog() {
        Optional<CatalogQueries> declared = run().dialect().catalogQueries();
        if (declared.isEmpty()) {
            failure(ErrorKind.UNSUPPORTED, db().catalog().tableNames());
            run().findings().unspelled("catalogQueries", "catalogQueries", "only the backend knows how its database is asked");
            return;
        }
        Notes parents = notes();
        Described table = new Described(run().newTable(), parents);
        await(db().execute(createAll(MetaData.of(table))));
        boolean found = accepts(db().catalog().tableNames()) && accepts(db().catalog().table(table.name()))
                && await(db().catalog().tableNames()).containsAll(List.of(parents.name(), table.name()))
                && await(db().catalog().table(table.name())).filter(known -> describes(known, parents)).isPresent()
                && await(db().catalog().table(table.name() + "_none")).isEmpty();
        run().findings().working("catalogQueries", "catalogQueries", "yes", found);
    }

    private static boolean describes(CatalogTable table, Notes parents) {
        boolean columns = table.columns().stream().map(CatalogTable.Column::name).toList().equals(List.of("id", "code", "amount", "parent"))
                && table.find("amount").filter(column -> column.nullable() && column.defaultValue().filter(text -> text.contains("7"))
                        .isPresent()).isPresent() && table.find("code").filter(column -> !column.nullable()).isPresent();
        boolean keys = table.primaryKey().filter(key -> key.columns().equals(List.of("id"))).isPresent()
                && table.uniqueConstraints().stream().anyMatch(key -> key.columns().equals(List.of("code")));
        boolean references = table.foreignKeys().stream().anyMatch(key -> key.columns().equals(List.of("parent"))
                && key.table().equalsIgnoreCase(parents.name()));
        return columns && keys && references
                && table.indexes().stream().anyMatch(index -> index.columns().equals(List.of(Optional.of("amount"))) && !index.unique());
    }
}
