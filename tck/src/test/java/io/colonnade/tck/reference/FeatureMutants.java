// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import static io.colonnade.tck.reference.Faults.connection;

import io.colonnade.dialect.AlterColumn;
import io.colonnade.dialect.CatalogQueries;
import io.colonnade.dialect.CommentForm;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.DdlRules;
import io.colonnade.dialect.DefaultValues;
import io.colonnade.dialect.DeleteUsing;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GeneratedKey;
import io.colonnade.dialect.GroupingForm;
import io.colonnade.dialect.IndexMethod;
import io.colonnade.dialect.IndexNames;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.NativeEnum;
import io.colonnade.dialect.ParamStyle;
import io.colonnade.dialect.SchemaForm;
import io.colonnade.dialect.SequenceForm;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.sql.SqlType.Family;
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

    /** What else fails because of a feature that is turned round: rules that need it, or whose counter-rules see that it is there. */
    private static final Map<String, String> ALSO = Map.of("FLG-01", " RET-01 ERR-18", "FLG-02", " RET-02 RET-04", "FLG-03", " RET-03",
            "FLG-29", " TXN-29", "FLG-32", " TXN-33", "FLG-34", " STR-17", "FLG-36", " ERR-04", "FLG-37", " ERR-14", "FLG-38", " ERR-15");

    private FeatureMutants() {
    }

    static final List<Mutant> FORMS = List.of(
            Faults.dialect("FLG-101 BND-07", "names are told to stand in backticks", dialect -> dialect.identifierQuote('`')),
            Faults.dialect("FLG-102", "a row of defaults is told to be possible", dialect -> dialect.defaultValues(DefaultValues.DEFAULT_VALUES)),
            Faults.dialect("FLG-105 QRY-08", "keys are told to be SERIAL", dialect -> dialect.generatedKey(GeneratedKey.SERIAL)),
            ddl("FLG-109", "sequences are told to be asked", CommentForm.NONE, SchemaForm.NONE, SequenceForm.NEXTVAL),
            Faults.dialect("FLG-110", "operators are told to begin with a question mark", dialect -> dialect.lexicalRules(lexical(false, true))),
            ddl("FLG-112", "comments are told to be kept", CommentForm.STATEMENT, SchemaForm.NONE, SequenceForm.NONE),
            ddl("FLG-114", "schemas are told to be there", CommentForm.NONE, SchemaForm.ALWAYS_CASCADE, SequenceForm.NONE),
            Faults.dialect("FLG-134", "columns are told to be altered", dialect -> dialect.ddlRules(DdlRules.ANSI)),
            Faults.dialect("FLG-117", "the catalogue is told to be asked", dialect -> dialect.catalogQueries(
                    new CatalogQueries("SELECT 1", "SELECT 1", "SELECT 1", "SELECT 1", "SELECT 1"))),
            Faults.dialect("FLG-118 TYP-12", "days are told to be of a type that is none", dialect -> dialect.type(Family.DATE, "NONE")),
            Faults.dialect("FLG-124", "a level is told to be there", dialect -> dialect.isolationLevels(IsolationLevel.SERIALIZABLE,
                    IsolationLevel.READ_COMMITTED)),
            Faults.dialect("FLG-13", "backslashes are told to escape", dialect -> dialect.lexicalRules(lexical(true, false))),
            Faults.dialect("FLG-14 BND-01", "placeholders are told to have numbers", dialect -> dialect.paramStyle(ParamStyle.DOLLAR_NUMERIC)),
            connection("FLG-29", "tables are refused in a transaction by the backend, not by the engine", RefusesDdl::new),
            Faults.dialect("FLG-15", "names are told to be short", dialect -> dialect.maxIdentifierLength(100)),
            connection("FLG-16", "a statement of very many values is refused", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    return binds.length <= 10_000 ? super.execute(statement, binds, sink)
                            : CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.SYNTAX, "a fault").build());
                }
            }),
            Faults.dialect("FLG-16", "fewer parameters are declared than the engine takes", dialect -> dialect.maxBindParameters(1_000)),
            Faults.dialect("FLG-27 TYP-23", "columns are told to take lists of labels", dialect -> dialect.nativeEnum(NativeEnum.INLINE)),
            Faults.dialect("FLG-75", "rows are told to be grouped with ROLLUP", dialect -> dialect.groupingForm(GroupingForm.WITH_ROLLUP)),
            Faults.dialect("FLG-99", "deletions are told to read further tables", dialect -> dialect.deleteUsing(DeleteUsing.USING)),
            new Mutant("an option has a large letter", "LIF-11", sound -> new ForwardingBackend(sound) {
                @Override
                public Set<String> options() {
                    return Set.of("Large");
                }
            }));

    /** Refuses by what it declares, as support for drivers may; the engine would undo it. */
    private static final class RefusesDdl extends ForwardingConnection {
        private final Dialect dialect;

        RefusesDdl(ConnectionBackend sound) {
            super(sound);
            dialect = sound.dialect().toBuilder().without(Feature.TRANSACTIONAL_DDL).build();
        }

        @Override
        public Dialect dialect() {
            return dialect;
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            boolean refused = statement.kind() == StatementKind.DDL
                    && ((ReferenceConnection) delegate()).session().state() == Session.State.OPEN;
            return refused ? CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.UNSUPPORTED, "a fault").build())
                    : super.execute(statement, binds, sink);
        }
    }

    private static Mutant ddl(String broken, String fault, CommentForm comments, SchemaForm schemas, SequenceForm sequences) {
        DdlRules rules = new DdlRules(comments, IndexNames.SCHEMA, IndexMethod.NONE, schemas, sequences, " ",
                AlterColumn.NONE, "");
        return Faults.dialect(broken, fault, dialect -> dialect.ddlRules(rules));
    }

    private static LexicalRules lexical(boolean backslashEscapes, boolean questionOperators) {
        LexicalRules ansi = LexicalRules.ANSI;
        return new LexicalRules(ansi.stringQuotes(), ansi.identifierQuotes(), backslashEscapes, false, false, false, false, ansi.dashComments(),
                questionOperators, "");
    }

    /** A mutant for each feature that a rule proves: declared where the engine lacks it, and not declared where it has it. */
    static List<Mutant> flips() {
        List<Mutant> flips = new ArrayList<>();
        DatabaseBackend sound = new ReferenceBackend();
        for (RuleBook.Entry rule : RuleBook.rules()) {
            for (Feature feature : ReferenceBackend.exclusions().containsKey(rule.id()) ? List.<Feature>of() : rule.proves()) {
                boolean has = sound.dialect().has(feature);
                UnaryOperator<DialectBuilder> flip = dialect -> has ? dialect.without(feature) : dialect.with(feature);
                flips.add(Faults.dialect(rule.id() + ALSO.getOrDefault(rule.id(), ""), feature + (has ? " is not declared" : " is declared"),
                        flip));
            }
        }
        return flips;
    }
}
