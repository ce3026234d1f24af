// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.LexicalRules.VersionComments;
import io.colonnade.dialect.StatementKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL text that would begin or end the one transaction is known, however it is written. */
class TransactionControlTest {

    private static final LexicalRules MYSQL = new LexicalRules(Set.of(Quote.SINGLE, Quote.DOUBLE), Set.of(Quote.BACKTICK), true, false, false,
            false, true, DashComments.BEFORE_SPACE, false, "").versionComments(new VersionComments(80_033, false));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            COMMIT                                          | true
            ; /* a */ commit -- b                           | true
            # COMMIT<n> ROLLBACK TO a                       | false
            /*!40000 COMMIT */                              | true
            /*!99999 COMMIT */ SHOW TABLES                  | false
            BEGIN NOT ATOMIC SELECT 1; END                  | false
            START TRANSACTION READ ONLY                     | true
            START SLAVE                                     | false
            SET autocommit = 0                              | true
            SET @@session.`autocommit` = 0                  | true
            SET @a = 1, autocommit = 0                      | true
            SET NAMES 'autocommit'                          | false
            XA START 'a'                                    | true
            SAVEPOINT a                                     | false
            SHOW COMMIT                                     | false
            """)
    void knowsWhatBeginsOrEndsIt(String sql, boolean control) {
        String text = sql.replace("<n>", "\n");
        assertEquals(control, TransactionControl.isIn(MYSQL, new Compiled(text, StatementKind.OTHER, false, List.of(), List.of(), false), true));
    }
}
