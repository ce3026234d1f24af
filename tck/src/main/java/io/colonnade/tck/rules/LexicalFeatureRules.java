// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.LexicalRules.VersionComments;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.error.DatabaseException;
import io.colonnade.spi.RowValues;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import io.colonnade.tck.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a dialect splits SQL text, compared with how the database does. The statements are sent as the standard splits them, so that a wrong
 * declaration cannot hide what the database makes of them.
 */
@Topic(why = "Where a string or a comment ends decides what is a parameter: split in another way than the database "
                + "does, a value could become SQL.",
        look = "LexicalRules of the dialect, resolved at connect, because settings of the server change it.")
public class LexicalFeatureRules extends RuleGroup {

    /** Stands for a statement that is refused or gives no row. */
    private static final Object REFUSED = new Object();

    /** Those of the standard, with question marks left as they are. */
    private static final LexicalRules PLAIN = new LexicalRules(LexicalRules.ANSI.stringQuotes(), LexicalRules.ANSI.identifierQuotes(),
            false,
            false, false, true, false, DashComments.ALWAYS, true, "");

    protected LexicalFeatureRules(Target target) {
        super(target);
    }

    private static BoundStatement compile(Direct direct, String sql) {
        Dialect plain = direct.connection().dialect().toBuilder().lexicalRules(PLAIN).build();
        return direct.statements().compile(plain, sql);
    }

    /** The first value that a statement gives. */
    private static Object value(Direct direct, String sql) {
        BoundStatement bound = compile(direct, sql);
        List<RowValues> rows = new ArrayList<>();
        try {
            await(direct.connection().execute(bound.compiled(), bound.binds(), rows::add));
        } catch (DatabaseException refusal) {
            return REFUSED;
        }
        return rows.isEmpty() ? REFUSED : rows.get(0).get(0);
    }

    private static boolean gives(Direct direct, String sql, Object expected) {
        Object value = value(direct, sql);
        return value instanceof Number number && expected instanceof Integer wanted ? number.doubleValue() == wanted
                : Objects.equals(value, expected);
    }

    /** A rule of splitting is wrong in both directions: either way a string or a comment ends where it does not. */
    private void splits(String claim, boolean declared, boolean seen) {
        run().findings().add("lexicalRules", claim, String.valueOf(declared), String.valueOf(seen),
                declared == seen ? Verdict.CONFIRMED : Verdict.OVERCLAIMED, "");
    }

    @Rule(id = "FLG-110",
            text = "lexicalRules names the quotes of strings and of names, the other forms of strings, the comments, and whether operators"
                    + " begin with a question mark, as the database reads them",
            components = "lexicalRules")
    final void stringsAndComments() {
        LexicalRules declared = run().dialect().lexicalRules();
        onConnection(direct -> {
            for (Quote quote : List.of(Quote.DOUBLE, Quote.BACKTICK, Quote.BRACKET)) {
                String quoted = quote.open() + "a b" + quote.close();
                boolean name = gives(direct, "SELECT v." + quoted + " FROM (SELECT 1 AS " + quoted + ") AS v", 1);
                splits("identifierQuotes " + quote, declared.identifierQuotes().contains(quote), name);
                splits("stringQuotes " + quote, declared.stringQuotes().contains(quote), !name && gives(direct, "SELECT " + quoted, "a b"));
            }
            splits("stringQuotes SINGLE", declared.stringQuotes().contains(Quote.SINGLE), gives(direct, "SELECT 'a b'", "a b"));
            splits("escapeStrings", declared.escapeStrings(), gives(direct, "SELECT E'a\\\\b'", "a\\b"));
            splits("dollarQuotes", declared.dollarQuotes(), gives(direct, "SELECT $q$a$q$", "a"));
            splits("nestedComments", declared.nestedComments(), gives(direct, "SELECT 1 /* /* */ */ + 1", 2));
            splits("hashComments", declared.hashComments(), gives(direct, "SELECT 1 # + 4\n + 1", 2));
            splits("questionOperators", declared.questionOperators(),
                    gives(direct, "SELECT 1 WHERE '{\"a\":1}'::jsonb ?? 'a' AND '[\"b\"]'::jsonb ?| ARRAY['b']", 1));
            versionComments(direct, declared.versionComments());
            splits("dashComments ALWAYS", declared.dashComments() == DashComments.ALWAYS, gives(direct, "SELECT 1 --1\n", 1));
        });
    }

    /** Each comment that holds {@code + 1} is run by the database exactly where the dialect says so. */
    private void versionComments(Direct direct, VersionComments declared) {
        int version = declared.serverVersion();
        boolean any = version > 0;
        boolean mariaDb = any && declared.mariaDb();
        splits("versionComments !", any, runs(direct, "!"));
        splits("versionComments M!", mariaDb, runs(direct, "M!"));
        splits("versionComments !50699", any && version >= 50_699, runs(direct, "!50699"));
        splits("versionComments !50700", any && version >= 50_700 && !mariaDb, runs(direct, "!50700"));
        splits("versionComments M!50700", mariaDb && version >= 50_700, runs(direct, "M!50700"));
        if (any) {
            splits("versionComments, serverVersion " + version, true, runs(direct, "!" + version));
            splits("versionComments, serverVersion " + (version + 1), false, runs(direct, "!" + (version + 1)));
        }
    }

    private static boolean runs(Direct direct, String head) {
        return gives(direct, "SELECT 1 /*" + head + " + 1 */", 2);
    }

    @Rule(id = "FLG-111",
            text = "parameterPrefixes are the characters that begin a parameter of the database's own, and none that begins a variable",
            components = "lexicalRules")
    final void parameterPrefixes() {
        String declared = run().dialect().lexicalRules().parameterPrefixes();
        onConnection(direct -> {
            for (char prefix : "$@:".toCharArray()) {
                String word = prefix + (prefix == '@' ? "colonnade_tck" : "1");
                boolean variable = accepts(direct, "SET " + word + " = 7") && gives(direct, "SELECT " + word, 7);
                boolean silent = !variable && value(direct, "SELECT " + word) == null;
                boolean named = declared.indexOf(prefix) >= 0;
                String observed = variable ? "begins a variable" : silent ? "begins a parameter, NULL where it has no value" : "is refused";
                Verdict verdict = named ? variable ? Verdict.OVERCLAIMED : Verdict.CONFIRMED : silent ? Verdict.OVERCLAIMED
                        : Verdict.HONEST_NO;
                run().findings().add("lexicalRules", "parameterPrefixes " + prefix, named ? "yes" : "no", observed, verdict, "");
            }
        });
    }

    private static boolean accepts(Direct direct, String sql) {
        BoundStatement bound = compile(direct, sql);
        return accepts(direct.connection().execute(bound.compiled(), bound.binds(), row -> true));
    }
}
