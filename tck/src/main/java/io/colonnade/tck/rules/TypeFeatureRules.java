// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.selectFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Row;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.NativeEnum;
import io.colonnade.dialect.SequenceForm;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What a dialect declares of the database's types, compared with their effect in both directions. That a declaration of a column is accepted
 * proves nothing: some databases accept any word. So a value must come back, and what is none must be refused.
 */
@Topic(why = "A declaration that the database accepts and ignores, such as a type that it does not know, loses "
                + "data later.",
        look = "The dialect's features of types, and what the database makes of a name that it does not know.")
public class TypeFeatureRules extends TypedRules {

    private static final String LABELS = "('calm', 'cross')";

    /** A table whose key is of 16 bits, if the database has such. */
    private static final class SmallKeyed extends Table {
        final Column<Short> id = generatedKey("id", Types.SMALLINT);
        final Column<String> text = column("text", Types.varchar(10));

        SmallKeyed(String name) {
            super(name);
        }
    }

    protected TypeFeatureRules(Target target) {
        super(target);
    }

    /** Whether a column of that type takes one value, as text of SQL, and refuses another. */
    private boolean tellsApart(SqlType<?> type, String right, String wrong) {
        TypedTable<?> table = table(type);
        String insert = "INSERT INTO " + (table == null ? "" : table.name()) + " (id, v) VALUES ";
        return table != null && accepts(insert + "(1, " + right + ")") && !accepts(insert + "(2, " + wrong + ")");
    }

    /** Whether all values come back as they were bound, and NULL too. */
    private <T> boolean keeps(SqlType<T> type, List<T> values, BiPredicate<Object, Object> same) {
        TypedTable<T> table = table(type);
        if (table == null) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            if (!accepts(db().execute(insertInto(table).set(table.id, i).set(table.v, values.get(i))))) {
                return false;
            }
        }
        List<Row> typed = await(db().fetchAll(selectFrom(table).orderBy(table.id)));
        List<Row> raw = await(db().fetchAll("SELECT id, v FROM " + table.name() + " ORDER BY id"));
        for (int i = 0; i < values.size(); i++) {
            if (!same.test(values.get(i), typed.get(i).get(1)) || !same.test(values.get(i), raw.get(i).get(1))) {
                return false;
            }
        }
        return true;
    }

    @Rule(id = "FLG-17", text = "NATIVE_BOOLEAN is declared if and only if a column of truth values takes TRUE and refuses 7",
            proves = Feature.NATIVE_BOOLEAN)
    final void nativeBoolean() {
        run().prove(Feature.NATIVE_BOOLEAN, tellsApart(Types.BOOLEAN, "TRUE", "7"));
    }

    @Rule(id = "FLG-18", text = "NATIVE_DECIMAL is declared if and only if decimals are stored and added exactly",
            proves = Feature.NATIVE_DECIMAL)
    final void nativeDecimal() {
        TypedTable<BigDecimal> table = table(Types.decimal(30, 20));
        BigDecimal long30 = new BigDecimal("1234567890.70000000000000123456");
        boolean exact = sumOf(table, long30).compareTo(long30) == 0;
        await(db().execute("DELETE FROM " + table.name()));
        run().prove(Feature.NATIVE_DECIMAL, exact
                && sumOf(table, new BigDecimal("0.1"), new BigDecimal("0.2")).compareTo(new BigDecimal("0.3")) == 0);
    }

    private BigDecimal sumOf(TypedTable<BigDecimal> table, BigDecimal... values) {
        for (int i = 0; i < values.length; i++) {
            await(db().execute(insertInto(table).set(table.id, i).set(table.v, values[i])));
        }
        return await(db().fetchValue("SELECT sum(v) FROM " + table.name(), BigDecimal.class)).get();
    }

    @Rule(id = "FLG-19", text = "NATIVE_UUID is declared if and only if a column of UUIDs takes one and refuses other text",
            proves = Feature.NATIVE_UUID)
    final void nativeUuid() {
        run().prove(Feature.NATIVE_UUID, tellsApart(Types.UUID, "'00112233-4455-6677-8899-aabbccddeeff'", "'no uuid'"));
    }

    @Rule(id = "FLG-20", text = "NATIVE_JSON is declared if and only if a column of JSON takes a document and refuses other text",
            proves = Feature.NATIVE_JSON)
    final void nativeJson() {
        run().prove(Feature.NATIVE_JSON, tellsApart(Types.JSON, "'{\"a\": [1]}'", "'{\"a\"'"));
    }

    @Rule(id = "FLG-21", text = "NATIVE_ARRAY is declared if and only if a column of arrays keeps their elements, NULL among them",
            proves = Feature.NATIVE_ARRAY)
    final void nativeArray() {
        run().prove(Feature.NATIVE_ARRAY, keeps(SqlType.vendor("integer[]", Integer[].class),
                Arrays.asList(new Integer[] {1, null, Integer.MIN_VALUE}, new Integer[0], null),
                (bound, read) -> Arrays.equals((Integer[]) bound, (Integer[]) read)));
    }

    @Rule(id = "FLG-22",
            text = "NATIVE_HSTORE is declared if and only if a column of key-value pairs keeps a map: null, quotes, backslashes and any"
                    + " character in it, and none at all",
            hint = "the extension may have been installed after the connection was opened", proves = Feature.NATIVE_HSTORE)
    @SuppressWarnings("rawtypes") // a class object stands for the map
    final void nativeHstore() {
        Map<String, String> odd = new HashMap<>(Map.of("k", "v", "", "", "quote\"d'", "back\\slash", "\u00e9\ud83d\ude80", "a=>b, NULL"));
        odd.put("none", null);
        run().prove(Feature.NATIVE_HSTORE, keeps(SqlType.vendor("hstore", Map.class), Arrays.<Map>asList(odd, Map.of(), null),
                (bound, read) -> bound == null ? read == null : bound.equals(read)));
    }

    @Rule(id = "FLG-23",
            text = "SMALLSERIAL is declared if and only if a generated key of type SMALLINT counts from 1 and refuses what 16 bits do not hold",
            proves = Feature.SMALLSERIAL)
    final void smallSerial() {
        SmallKeyed table = new SmallKeyed(run().newTable());
        await(run().create(db(), createTable(table)));
        await(db().execute("INSERT INTO " + table.name() + " (text) VALUES ('a')"));
        int first = await(db().fetchValue("SELECT id FROM " + table.name(), Integer.class)).get();
        run().prove(Feature.SMALLSERIAL, first == 1 && !accepts("INSERT INTO " + table.name() + " (id, text) VALUES (40000, 'b')"));
    }

    @Rule(id = "FLG-24", text = "STRICT_TYPES is declared if and only if a column of integers refuses text that is no number",
            proves = Feature.STRICT_TYPES)
    final void strictTypes() {
        run().prove(Feature.STRICT_TYPES, tellsApart(Types.INTEGER, "'17'", "'abc'"));
    }

    @Rule(id = "FLG-25", text = "SEQUENCES is declared if and only if a sequence can be created and gives one number after the other",
            proves = Feature.SEQUENCES)
    final void sequences() {
        String name = run().newTable() + "_seq";
        boolean created = accepts("CREATE SEQUENCE " + name);
        try {
            run().prove(Feature.SEQUENCES, created && (counts("SELECT nextval('" + name + "')") || counts("SELECT NEXT VALUE FOR " + name)));
        } finally {
            if (created) {
                await(db().execute("DROP SEQUENCE " + name));
            }
        }
    }

    @Rule(id = "FLG-109",
            text = "the form of ddlRules in which the next number of a sequence is asked for gives one number after the other",
            components = "ddlRules")
    final void sequenceForm() {
        run().findings().form("ddlRules", "sequences", run().dialect().ddlRules().sequences(), SequenceForm.NONE, form -> {
            String name = run().newTable() + "_seq";
            if (!accepts("CREATE SEQUENCE " + name)) {
                return false;
            }
            try {
                return counts(form == SequenceForm.NEXTVAL ? "SELECT nextval('" + name + "')" : "SELECT NEXT VALUE FOR " + name);
            } finally {
                await(db().execute("DROP SEQUENCE " + name));
            }
        });
    }

    private boolean counts(String sql) {
        try {
            return await(db().fetchValue(sql, Long.class)).get() + 1 == await(db().fetchValue(sql, Long.class)).get();
        } catch (DatabaseException refusal) {
            return false;
        }
    }

    @Rule(id = "FLG-26", text = "IDENTITY_COLUMNS is declared if and only if a column GENERATED AS IDENTITY counts from 1",
            proves = Feature.IDENTITY_COLUMNS)
    final void identityColumns() {
        String table = run().newTable();
        boolean created = accepts("CREATE TABLE " + table + " (id INTEGER GENERATED BY DEFAULT AS IDENTITY, v INTEGER)");
        run().prove(Feature.IDENTITY_COLUMNS, created && accepts("INSERT INTO " + table + " (v) VALUES (5)")
                && await(db().fetchAll("SELECT v FROM " + table + " WHERE id = 1")).size() == 1);
    }

    @Rule(id = "FLG-27", text = "nativeEnum is the form of a type that keeps its labels and refuses what is none",
            components = "nativeEnum")
    final void nativeEnum() {
        run().findings().form("nativeEnum", run().dialect().nativeEnum(), NativeEnum.NONE, this::tellsLabelsApart);
    }

    private boolean tellsLabelsApart(NativeEnum form) {
        if (form == NativeEnum.INLINE) {
            return tellsApart(SqlType.vendor("ENUM" + LABELS, String.class), "'calm'", "'other'");
        }
        String name = run().newTable() + "_enum";
        if (!accepts("CREATE TYPE " + name + " AS ENUM " + LABELS)) {
            return false;
        }
        try {
            return tellsApart(SqlType.vendor(name, String.class), "'calm'", "'other'");
        } finally {
            await(db().execute("DROP TYPE " + name + " CASCADE"));
        }
    }

    /** Labels of a type. */
    enum Mood { calm, cross, other }

    @Rule(id = "TYP-23",
            text = "a Java enum is kept by the names of its constants: in a column of the database's own enumerated type, which refuses other"
                    + " labels, and in a column of text; a label that is no constant is kind DATA and names the column")
    final void enums() {
        String type = run().newTable() + "_mood";
        NativeEnum form = run().dialect().nativeEnum();
        if (form == NativeEnum.NAMED_TYPE) {
            await(db().execute("CREATE TYPE " + type + " AS ENUM ('calm', 'cross', 'strange')"));
        }
        try {
            if (form != NativeEnum.NONE) {
                String spelling = form == NativeEnum.INLINE ? "ENUM('calm', 'cross', 'strange')" : type;
                TypedTable<Mood> own = keepsMoods(SqlType.vendor(spelling, Mood.class));
                failure(ErrorKind.DATA, db().execute(insertInto(own).set(own.id, 7).set(own.v, Mood.other)));
            }
            keepsMoods(SqlType.vendor("VARCHAR(20)", Mood.class));
        } finally {
            if (form == NativeEnum.NAMED_TYPE) {
                await(db().execute("DROP TYPE " + type + " CASCADE"));
            }
        }
    }

    private TypedTable<Mood> keepsMoods(SqlType<Mood> type) {
        TypedTable<Mood> table = table(type);
        await(db().execute(insertInto(table).set(table.id, 1).set(table.v, Mood.cross)));
        await(db().executeMany(insertInto(table), List.of(Map.of("id", 2, "v", Mood.calm))));
        await(db().execute(insertInto(table).set(table.id, 3).set(table.v, (Mood) null)));
        assertEquals(Arrays.asList(Mood.cross, Mood.calm, null),
                await(db().fetchAll(selectFrom(table).orderBy(table.id))).stream().map(row -> row.get(table.v)).toList());
        Row found = await(db().fetchExactlyOne(selectFrom(table).where(table.v.eq(Mood.calm))));
        assertEquals(2, found.get(table.id));
        assertEquals("calm", await(db().fetchValue("SELECT v FROM " + table.name() + " WHERE id = 2", String.class)).get());
        assertEquals(Mood.calm, await(db().fetchValue("SELECT v FROM " + table.name() + " WHERE id = 2", Mood.class)).get());
        await(db().execute("INSERT INTO " + table.name() + " (id, v) VALUES (4, 'strange')"));
        failure(ErrorKind.DATA, db().fetchAll(selectFrom(table).where(table.id.eq(4))).thenApply(rows -> rows.get(0).get(table.v)));
        return table;
    }
}
