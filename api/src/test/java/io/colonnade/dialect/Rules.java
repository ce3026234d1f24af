// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.LexicalRules.VersionComments;
import java.util.Set;

/** The lexical rules of real databases, as their backends declare them. */
final class Rules {

    static final LexicalRules SQLITE = new LexicalRules(Set.of(Quote.SINGLE), Set.of(Quote.DOUBLE, Quote.BACKTICK, Quote.BRACKET),
            false, false, false, false, false, DashComments.ALWAYS, false, ":@$");
    /** With standard_conforming_strings on. */
    static final LexicalRules POSTGRESQL = new LexicalRules(Set.of(Quote.SINGLE), Set.of(Quote.DOUBLE),
            false, true, true, true, false, DashComments.ALWAYS, true, "$");
    /** Without ANSI_QUOTES and NO_BACKSLASH_ESCAPES in its sql_mode. */
    static final LexicalRules MYSQL = new LexicalRules(Set.of(Quote.SINGLE, Quote.DOUBLE), Set.of(Quote.BACKTICK),
            true, false, false, false, true, DashComments.BEFORE_SPACE, false, "", new VersionComments(80_033, false));
    static final LexicalRules MARIADB = MYSQL.versionComments(new VersionComments(110_405, true));

    private Rules() {
    }

    static Dialect dialect(LexicalRules rules, ParamStyle paramStyle) {
        return Dialect.builder("test").lexicalRules(rules).paramStyle(paramStyle).build();
    }
}
