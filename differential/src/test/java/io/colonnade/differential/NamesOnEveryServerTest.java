// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_14;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.refused;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropAll;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Types.INTEGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.CatalogTable;
import io.colonnade.Database;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Column;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Index;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.NamingConvention;
import io.colonnade.sql.Select;
import io.colonnade.sql.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Names are taken exactly as they are given. */
class NamesOnEveryServerTest {

    private static final List<String> NAMES = List.of("select", "Upper", "lower", "with space", "per%cent", "a\"b", "c`d", "e'f",
            "g\\h", "i.j",
            "k[l]m", "n?o", "p:q", "$1", "1st", "new\nline", "tab\there", "-- no comment", "/* nor", "naïve", "日本語", "é", "{fn x}",
            "@x", "#y",
            "a;b", "\ufeffbom", "order by", "user", "\u00fe\u00ff");

    private static final class Odd extends Table {
        final List<Column<Integer>> all = new ArrayList<>();

        Odd(String name, List<String> columns) {
            super(name);
            columns.forEach(column -> all.add(column(column, INTEGER)));
        }
    }

    @Test
    void namesOfColumnsComeBack() {
        Odd odd = new Odd("ddl Odd\"`'%\\ names", NAMES);
        each(database -> {
            database.execute(dropTable(odd).ifExists()).join();
            database.execute(createTable(odd)).join();
            database.execute(insertInto(odd).columns(odd.all.toArray(new Column<?>[0]))
                    .values(NAMES.stream().map(NAMES::indexOf).toArray())).join();
            for (int i = 0; i < NAMES.size(); i++) {
                assertEquals(i, database.fetchValue(select(odd.all.get(i)).from(odd), Integer.class).join().get(), NAMES.get(i));
            }
            assertEquals(NAMES, database.catalog().table(odd.name()).join().orElseThrow().columns().stream()
                    .map(CatalogTable.Column::name).toList());
            database.execute(dropTable(odd)).join();
        });
    }

    /** Those that the servers list, all of them on each; SQLite has a list, but tells it to no one. */
    @Test
    void keyWordsAreNamesToo() {
        Set<String> words = new TreeSet<>(Set.of("raise", "glob", "isnull", "notnull", "replace", "vacuum", "without", "indexed"));
        only(Set.of(POSTGRES_18, POSTGRES_14), database -> addWords(database, "SELECT word FROM pg_get_keywords()", words));
        only(Set.of(MYSQL, MARIADB), database -> addWords(database, "SELECT lower(word) AS word FROM information_schema.keywords", words));
        Set<String> renamed = Set.of("true", "false");
        words.removeAll(renamed);
        each(database -> assertEquals(words, columnsOfADerivedTable(database, words)));
        renamed.forEach(word -> refused(Set.of(SQLITE), selectFrom(select(value(1).as(word)).as("select"))));
        only(allBut(SQLITE), database -> assertEquals(renamed, columnsOfADerivedTable(database, renamed)));
        each(database -> assertEquals(renamed, database.fetchExactlyOne(select(value(1).as("true"), value(2).as("false"))).join().asMap()
                .keySet()));
    }

    private static Set<String> columnsOfADerivedTable(Database database, Set<String> words) {
        DerivedTable named = select(words.stream().map(word -> value(1).as(word)).toList()).as("select");
        Select columns = select(words.stream().map(word -> named.column(word, INTEGER)).toList()).from(named);
        return new TreeSet<>(database.fetchExactlyOne(columns).join().asMap().keySet());
    }

    private static void addWords(Database database, String sql, Set<String> words) {
        database.fetchAll(sql).join().stream().map(row -> row.getString("word")).filter(word -> word.matches("[a-z_]+")).forEach(words::add);
    }

    @Test
    void namesOfTablesComeBack() {
        for (String name : NAMES) {
            Odd table = new Odd("ddl" + name, List.of("a"));
            each(database -> {
                database.execute(dropTable(table).ifExists()).join();
                database.execute(createTable(table)).join();
                assertTrue(database.catalog().tableNames().join().contains(table.name()), name);
                database.execute(dropTable(table)).join();
            });
        }
    }

    @Test
    void charactersBeyondTheBasicPlane() {
        Odd emoji = new Odd("ddl\ud83d\ude00", List.of("\ud83d\udc22"));
        refused(Set.of(MYSQL, MARIADB), createTable(emoji));
        only(allBut(MYSQL, MARIADB), database -> {
            database.execute(dropTable(emoji).ifExists()).join();
            database.execute(createTable(emoji)).join();
            assertEquals("\ud83d\udc22", database.catalog().table(emoji.name()).join().orElseThrow().columns().get(0).name());
            database.execute(dropTable(emoji)).join();
        });
    }

    /** Names whose generated names are equal up to the limit of every server. */
    private static final class Long extends Table {
        final Column<Integer> first = column("ein_sehr_langer_name_einer_spalte_mit_ümläuten_und_a", INTEGER);
        final Column<Integer> second = column("ein_sehr_langer_name_einer_spalte_mit_ümläuten_und_b", INTEGER);
        final Index byFirst = index(Index.on(first));
        final Index bySecond = index(Index.on(second));

        Long() {
            super("ddl_ein_sehr_langer_name_einer_tabelle");
            namingConvention(NamingConvention.STANDARD);
            unique(first);
            unique(second);
        }
    }

    @Test
    void generatedNamesAreCutAndStayDifferent() {
        Long table = new Long();
        MetaData metaData = MetaData.of(table);
        each(database -> {
            database.execute(dropAll(metaData).ifExists()).join();
            database.execute(createAll(metaData)).join();
            assertEquals(List.of(), database.catalog().compare(metaData).join());
            List<String> names = database.catalog().table(table.name()).join().orElseThrow().indexes().stream()
                    .map(CatalogTable.Index::name).sorted().toList();
            assertEquals(List.of(database.dialect().indexName(table.byFirst), database.dialect().indexName(table.bySecond)).stream().sorted()
                    .toList(), names);
            assertEquals(2, Set.copyOf(names).size());
            database.execute(dropAll(metaData)).join();
        });
        only(allBut(SQLITE, MYSQL, MARIADB), database -> assertTrue(
                database.dialect().indexName(table.byFirst).getBytes(StandardCharsets.UTF_8).length <= 63));
    }

    @Test
    void namesOfTablesAndColumnsAreNotCut() {
        Odd ofBytes = new Odd("ddl_" + "ü".repeat(40), List.of("a"));
        Odd ofCharacters = new Odd("ddl_" + "x".repeat(61), List.of("a"));
        only(allBut(SQLITE, MYSQL, MARIADB), database -> assertEquals("the name " + ofBytes.name() + " has 84 bytes; postgresql takes 63",
                assertThrows(UsageException.class, () -> database.dialect().sql(createTable(ofBytes))).getMessage()));
        only(allBut(SQLITE), database -> assertThrows(CompletionException.class, () -> database.execute(createTable(ofCharacters)).join()));
        only(Set.of(SQLITE, MYSQL, MARIADB), database -> {
            database.execute(dropTable(ofBytes).ifExists()).join();
            database.execute(createTable(ofBytes)).join();
            assertTrue(database.catalog().tableNames().join().contains(ofBytes.name()));
            database.execute(dropTable(ofBytes)).join();
        });
    }
}
