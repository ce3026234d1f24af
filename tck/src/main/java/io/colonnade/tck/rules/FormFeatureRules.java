// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.Row;
import io.colonnade.dialect.DefaultValues;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.GeneratedKey;
import io.colonnade.dialect.LengthUnit;
import io.colonnade.dialect.OffsetWithoutLimit;
import io.colonnade.dialect.StringAggregation;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import io.colonnade.tck.report.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms in which a dialect writes names, inserts and queries, each tried as plain SQL: the declared one must have its effect. */
@Topic(why = "Statements are compiled by what a dialect claims: a false claim makes statements that the database "
                + "refuses or takes for something else, a missing one refuses what it could do.",
        look = "What the backend declares when it connects; the report shows the statements that were sent and what was "
                + "seen.")
public class FormFeatureRules extends RuleGroup {

    /** Functions that only one product has. */
    private static final Map<String, String> FUNCTIONS = Map.of("SELECT sqlite_version()", "SQLite", "SELECT h2version()", "H2");

    /** Names that a server tells of itself, if it tells any. */
    private static final List<String> PRODUCTS = List.of("PostgreSQL", "MySQL", "MariaDB", "SQLite", "H2");

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+");

    protected FormFeatureRules(Target target) {
        super(target);
    }

    private String table(String definition) {
        String name = run().newTable();
        await(db().execute("CREATE TABLE " + name + " (" + definition + ")"));
        return name;
    }

    @Rule(id = "FLG-101",
            text = "a name in identifierQuote keeps its blanks, its case, a key word and the quote itself, which is doubled",
            components = "identifierQuote")
    final void identifierQuote() {
        char quote = run().dialect().identifierQuote();
        run().findings().working("identifierQuote", "identifierQuote", quote, keepsQuoted(quote));
    }

    private boolean keepsQuoted(char quote) {
        String table = run().newTable();
        String name = "Select a " + quote;
        return accepts("CREATE TABLE " + table + " (" + quote + "Select a " + quote + quote + quote + " INTEGER)")
                && accepts("INSERT INTO " + table + " VALUES (1)")
                && await(db().fetchExactlyOne("SELECT * FROM " + table)).columnNames().equals(List.of(name));
    }

    @Rule(id = "FLG-102", text = "an insert in the form of defaultValues stores a row of the columns' defaults",
            components = "defaultValues")
    final void defaultValues() {
        run().findings().form("defaultValues", run().dialect().defaultValues(), DefaultValues.NONE, form -> {
            String table = table("v INTEGER DEFAULT 7, w INTEGER DEFAULT 8");
            return accepts("INSERT INTO " + table + (form == DefaultValues.DEFAULT_VALUES ? " DEFAULT VALUES" : " () VALUES ()"))
                    && gives("SELECT v, w FROM " + table, "7,8");
        });
    }

    @Rule(id = "FLG-103", text = "a query in the form of offsetWithoutLimit skips rows and gives all others",
            components = "offsetWithoutLimit")
    final void offsetWithoutLimit() {
        Notes notes = notes();
        add(db(), notes, 1, 2, 3);
        run().findings().form("offsetWithoutLimit", run().dialect().offsetWithoutLimit(), null, form -> gives(
                "SELECT id FROM " + notes.name() + " ORDER BY id" + switch (form) {
                    case ALONE -> "";
                    case LIMIT_MINUS_ONE -> " LIMIT -1";
                    case LIMIT_MAXIMUM -> " LIMIT 18446744073709551615";
                } + " OFFSET 1", "2", "3"));
    }

    @Rule(id = "FLG-104",
            text = "an aggregate in the form of stringAggregation joins the texts of a group in an order, DISTINCT where it says so",
            components = "stringAggregation")
    final void stringAggregation() {
        Notes notes = notes();
        await(db().executeMany(notes.insertSql(), List.of(Notes.row(1, "a", true), Notes.row(2, "b", true), Notes.row(3, "b", true))));
        StringAggregation declared = run().dialect().stringAggregation();
        if (declared == StringAggregation.STRING_AGG_OF_ALL && joins(StringAggregation.STRING_AGG, notes)) {
            run().findings().add("stringAggregation", "stringAggregation", declared.name(), "string_agg takes DISTINCT too",
                    Verdict.UNDERCLAIMED,
                    "");
            return;
        }
        run().findings().form("stringAggregation", declared, null, form -> joins(form, notes));
    }

    private boolean joins(StringAggregation form, Notes notes) {
        String from = " FROM " + notes.name();
        return switch (form) {
            case STRING_AGG -> gives("SELECT string_agg(DISTINCT text, '-' ORDER BY text DESC)" + from, "b-a");
            case STRING_AGG_OF_ALL -> gives("SELECT string_agg(text, '-' ORDER BY text DESC)" + from, "b-b-a");
            case GROUP_CONCAT -> gives("SELECT group_concat(DISTINCT text ORDER BY text DESC SEPARATOR '-')" + from, "b-a");
        };
    }

    @Rule(id = "FLG-105", text = "a key in the form of generatedKey counts from 1 where an insert gives no value",
            components = "generatedKey")
    final void generatedKey() {
        run().findings().form("generatedKey", run().dialect().generatedKey(), null, form -> {
            String table = run().newTable();
            String key = switch (form) {
                case IDENTITY -> "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY";
                case AUTO_INCREMENT -> "BIGINT AUTO_INCREMENT PRIMARY KEY";
                case INTEGER_PRIMARY_KEY -> "INTEGER PRIMARY KEY";
                case SERIAL -> "BIGSERIAL PRIMARY KEY";
            };
            return accepts("CREATE TABLE " + table + " (id " + key + ", v INTEGER)")
                    && accepts("INSERT INTO " + table + " (v) VALUES (7)") && accepts("INSERT INTO " + table + " (v) VALUES (8)")
                    && gives("SELECT id, v FROM " + table + " ORDER BY v", "1,7", "2,8");
        });
    }

    @Rule(id = "FLG-106", text = "identifierLengthUnit is the unit in which the database counts the length of a name that is not ASCII",
            components = "identifierLengthUnit")
    final void identifierLengthUnit() {
        Dialect dialect = run().dialect();
        int longest = dialect.maxIdentifierLength();
        if (longest > FeatureRules.LONG_NAME) {
            run().findings().notProvable("identifierLengthUnit", "identifierLengthUnit", dialect.identifierLengthUnit(),
                    "names have no limit, so nothing is counted");
            return;
        }
        run().findings().form("identifierLengthUnit", dialect.identifierLengthUnit(), null, unit -> {
            // An e with an acute accent is one character and two bytes.
            int fits = unit == LengthUnit.CHARACTERS ? longest : longest / 2;
            return keepsAccents(fits) && !keepsAccents(fits + 1);
        });
    }

    private boolean keepsAccents(int length) {
        String table = run().newTable();
        char quote = run().dialect().identifierQuote();
        String name = "\u00e9".repeat(length);
        return accepts("CREATE TABLE " + table + " (" + quote + name + quote + " INTEGER)")
                && accepts("INSERT INTO " + table + " VALUES (1)")
                && await(db().fetchExactlyOne("SELECT * FROM " + table)).columnNames().equals(List.of(name));
    }

    @Rule(id = "FLG-107", text = "productName and serverVersion are what the server says of itself",
            components = {"name", "productName", "serverVersion", "overrides"})
    final void identity() {
        Dialect dialect = run().dialect();
        Findings findings = run().findings();
        String product = FUNCTIONS.entrySet().stream().filter(known -> accepts(known.getKey())).map(Map.Entry::getValue).findFirst()
                .orElseGet(() -> said(List.of("SELECT version()", "SELECT @@version_comment")));
        String version = said(List.of("SELECT sqlite_version()", "SELECT h2version()", "SELECT version()"));
        String name = dialect.productName();
        says("productName", name, product, !name.isBlank() && product.contains(name), PRODUCTS.stream().anyMatch(product::contains));
        says("serverVersion", dialect.serverVersion(), version, !dialect.serverVersion().isBlank()
                && version.contains(number(dialect.serverVersion())), NUMBER.matcher(version).find());
        findings.notProvable("name", "name", dialect.name(), "a word of the backend's own choice");
        findings.notProvable("overrides", "overrides", dialect.components().get("overrides"),
                "code of the backend, proven by the rules that use what it writes");
    }

    private void says(String component, String declared, String said, boolean same, boolean another) {
        run().findings().add(component, component, declared, said,
                same ? Verdict.CONFIRMED : another ? Verdict.OVERCLAIMED : Verdict.NOT_PROVABLE,
                same || another ? "" : "the kit knows no statement by which this server tells it");
    }

    /** The first number with dots in a text; all of the text where there is none. */
    private static String number(String version) {
        Matcher number = NUMBER.matcher(version);
        return number.find() ? number.group() : version;
    }

    /** What all of these statements give that the database takes. */
    private String said(List<String> statements) {
        StringBuilder said = new StringBuilder();
        for (String sql : statements) {
            CompletableFuture<List<Row>> rows = db().fetchAll(sql);
            if (accepts(rows)) {
                said.append(said.length() == 0 ? "" : "; ").append(await(rows).get(0).get(0));
            }
        }
        return said.toString();
    }
}
