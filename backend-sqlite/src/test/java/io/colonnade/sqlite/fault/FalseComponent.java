// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.dialect.DeleteUsing;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.GroupingForm;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.NativeEnum;
import io.colonnade.spi.ConnectionBackend;
import java.util.function.UnaryOperator;

/** Components of a dialect that are no feature and do not agree with SQLite. */
public enum FalseComponent {
    BACKSLASHES(dialect -> dialect.lexicalRules(new LexicalRules(LexicalRules.ANSI.stringQuotes(), LexicalRules.ANSI.identifierQuotes(),
            true, false, false, false, false, LexicalRules.DashComments.ALWAYS, false, "@$:"))),
    LONG_NAMES(dialect -> dialect.maxIdentifierLength(100)),
    INLINE_ENUM(dialect -> dialect.nativeEnum(NativeEnum.INLINE)),
    ROLLUP(dialect -> dialect.groupingForm(GroupingForm.WITH_ROLLUP)),
    DELETE_USING(dialect -> dialect.deleteUsing(DeleteUsing.USING));

    private final UnaryOperator<DialectBuilder> change;

    FalseComponent(UnaryOperator<DialectBuilder> change) {
        this.change = change;
    }

    /** The connection with that component. */
    public ConnectionBackend of(ConnectionBackend sound) {
        return ConnectionFaults.declares(sound, change);
    }
}
