// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.DeleteUsing;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GroupingForm;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.NativeEnum;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.tck.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** False declarations. */
final class FeatureMutants {

    /** What else fails because of a feature that is turned round: the rules that need it, and those that use it. */
    private static final Map<String, String> ALSO = Map.of();

    private FeatureMutants() {
    }

    static final List<Mutant> FORMS = List.of(
            Faults.dialect("FLG-13", "backslashes are told to escape", dialect -> dialect.lexicalRules(lexical(true, false))),
            Faults.dialect("FLG-14", "operators are told to begin with a question mark", dialect -> dialect.lexicalRules(lexical(false, true))),
            Faults.dialect("FLG-15", "names are told to be short", dialect -> dialect.maxIdentifierLength(100)),
            Faults.connection("FLG-16", "a statement of very many values is refused", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    return binds.length <= 10_000 ? super.execute(statement, binds, sink)
                            : CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.SYNTAX, "a fault").build());
                }
            }),
            Faults.dialect("FLG-27 TYP-23", "columns are told to take lists of labels", dialect -> dialect.nativeEnum(NativeEnum.INLINE)),
            Faults.dialect("FLG-75", "rows are told to be grouped with ROLLUP", dialect -> dialect.groupingForm(GroupingForm.WITH_ROLLUP)),
            Faults.dialect("FLG-99", "deletions are told to read further tables", dialect -> dialect.deleteUsing(DeleteUsing.USING)),
            new Mutant("an option has a large letter", "LIF-11", sound -> new ForwardingBackend(sound) {
                @Override
                public Set<String> options() {
                    return Set.of("Large");
                }
            }));

    private static LexicalRules lexical(boolean backslashEscapes, boolean questionOperators) {
        LexicalRules ansi = LexicalRules.ANSI;
        return new LexicalRules(ansi.stringQuotes(), ansi.identifierQuotes(), backslashEscapes, false, false, true, false, ansi.dashComments(),
                questionOperators, "");
    }

    /** A mutant for each feature that a rule proves: declared where the engine lacks it, and not declared where it has it. */
    static List<Mutant> flips() {
        List<Mutant> flips = new ArrayList<>();
        DatabaseBackend sound = new ReferenceBackend();
        for (RuleBook.Entry rule : RuleBook.rules()) {
            for (Feature feature : rule.proves()) {
                boolean has = sound.dialect().has(feature);
                UnaryOperator<DialectBuilder> flip = dialect -> has ? dialect.without(feature) : dialect.with(feature);
                flips.add(Faults.dialect(rule.id() + ALSO.getOrDefault(rule.id(), ""), feature + (has ? " is not declared" : " is declared"),
                        flip));
            }
        }
        return flips;
    }
}
