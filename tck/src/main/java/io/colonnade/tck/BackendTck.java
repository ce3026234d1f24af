// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.report.Report;
import io.colonnade.tck.report.ReportFiles;
import io.colonnade.tck.rules.BackendRules;
import io.colonnade.tck.rules.BackendTransactionRules;
import io.colonnade.tck.rules.BindRules;
import io.colonnade.tck.rules.ChangeFeatureRules;
import io.colonnade.tck.rules.ConnectionRules;
import io.colonnade.tck.rules.ConversionRules;
import io.colonnade.tck.rules.DdlFeatureRules;
import io.colonnade.tck.rules.ErrorRules;
import io.colonnade.tck.rules.FeatureRules;
import io.colonnade.tck.rules.ForceRollbackRules;
import io.colonnade.tck.rules.FormFeatureRules;
import io.colonnade.tck.rules.FunctionFeatureRules;
import io.colonnade.tck.rules.IsolationFeatureRules;
import io.colonnade.tck.rules.LexicalFeatureRules;
import io.colonnade.tck.rules.LifecycleRules;
import io.colonnade.tck.rules.LockFeatureRules;
import io.colonnade.tck.rules.QueryFeatureRules;
import io.colonnade.tck.rules.QueryRules;
import io.colonnade.tck.rules.ReturningRules;
import io.colonnade.tck.rules.SavepointRules;
import io.colonnade.tck.rules.SchemaChangeRules;
import io.colonnade.tck.rules.SchemaFeatureRules;
import io.colonnade.tck.rules.SessionFeatureRules;
import io.colonnade.tck.rules.StreamRules;
import io.colonnade.tck.rules.StreamScopeRules;
import io.colonnade.tck.rules.Target;
import io.colonnade.tck.rules.ThreadRules;
import io.colonnade.tck.rules.TransactionOptionRules;
import io.colonnade.tck.rules.TransactionRules;
import io.colonnade.tck.rules.TypeFeatureRules;
import io.colonnade.tck.rules.TypeRules;
import io.colonnade.tck.rules.ValueFeatureRules;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;

/**
 * What an implementer extends to run the rules against a backend:
 *
 * <pre>{@code
 * class ExampleTckTest extends BackendTck {
 *     @Override
 *     protected DatabaseUrl url() {
 *         return DatabaseUrl.parse("example://localhost/test");
 *     }
 * }
 * }</pre>
 *
 * <p>Where the environment variable {@value ReportFiles#FOLDER} names a folder, a report of the run is written there.
 *
 * <p>The class's name, without {@code TckTest}, stands in front of every rule in reports and failures. The user of the URL may create and
 * drop tables; the kit names its own {@code colonnade_tck_…}, drops them, and touches nothing else. Rules are final and run one after the
 * other.
 */
@DisplayNameGeneration(RuleNames.class)
public abstract class BackendTck {

    /** For the implementer's class. */
    protected BackendTck() {
    }

    /** The database to run against. Asked once or more for each rule; must always name the same database. */
    protected abstract DatabaseUrl url();

    /** The backend under test, if it is not the one that the service loader finds for the URL. */
    protected Optional<DatabaseBackend> backend() {
        return Optional.empty();
    }

    /** Whether a feature that the database has and the dialect does not declare fails its rule; otherwise it is only reported. */
    protected boolean strict() {
        return false;
    }

    /**
     * The rules that are left out, by id, each with the reason, which stands in the report. Meant for what is known and not yet mended:
     * what a database lacks is declared in its dialect instead, and tested.
     */
    protected Map<String, String> exclusions() {
        return Map.of();
    }

    /**
     * Takes the report when all rules that were to run have run; called once. Unless it is overridden it writes the report into the folder
     * that the environment variable {@value ReportFiles#FOLDER} names, if there is one.
     */
    protected void finished(Report report) {
        ReportFiles.folder().ifPresent(folder -> ReportFiles.write(report, folder));
    }

    private Target target() {
        return new Target(RuleNames.backendName(getClass()), this::url, this::backend, this::strict, this::exclusions,
                this::finished);
    }

    @Nested
    class Lifecycle extends LifecycleRules {
        Lifecycle() {
            super(target());
        }
    }

    @Nested
    class Connection extends ConnectionRules {
        Connection() {
            super(target());
        }
    }

    @Nested
    class Backend extends BackendRules {
        Backend() {
            super(target());
        }
    }

    @Nested
    class BackendTransaction extends BackendTransactionRules {
        BackendTransaction() {
            super(target());
        }
    }

    @Nested
    class Query extends QueryRules {
        Query() {
            super(target());
        }
    }

    @Nested
    class SchemaChange extends SchemaChangeRules {
        SchemaChange() {
            super(target());
        }
    }

    @Nested
    class Returning extends ReturningRules {
        Returning() {
            super(target());
        }
    }

    @Nested
    class Bind extends BindRules {
        Bind() {
            super(target());
        }
    }

    @Nested
    class Type extends TypeRules {
        Type() {
            super(target());
        }
    }

    @Nested
    class Conversion extends ConversionRules {
        Conversion() {
            super(target());
        }
    }

    @Nested
    class Feature extends FeatureRules {
        Feature() {
            super(target());
        }
    }

    @Nested
    class QueryFeature extends QueryFeatureRules {
        QueryFeature() {
            super(target());
        }
    }

    @Nested
    class TypeFeature extends TypeFeatureRules {
        TypeFeature() {
            super(target());
        }
    }

    @Nested
    class ChangeFeature extends ChangeFeatureRules {
        ChangeFeature() {
            super(target());
        }
    }

    @Nested
    class SessionFeature extends SessionFeatureRules {
        SessionFeature() {
            super(target());
        }
    }

    @Nested
    class SchemaFeature extends SchemaFeatureRules {
        SchemaFeature() {
            super(target());
        }
    }

    @Nested
    class Transaction extends TransactionRules {
        Transaction() {
            super(target());
        }
    }

    @Nested
    class TransactionOption extends TransactionOptionRules {
        TransactionOption() {
            super(target());
        }
    }

    @Nested
    class Savepoint extends SavepointRules {
        Savepoint() {
            super(target());
        }
    }

    @Nested
    class ForceRollback extends ForceRollbackRules {
        ForceRollback() {
            super(target());
        }
    }

    @Nested
    class Stream extends StreamRules {
        Stream() {
            super(target());
        }
    }

    @Nested
    class StreamScope extends StreamScopeRules {
        StreamScope() {
            super(target());
        }
    }

    @Nested
    class Error extends ErrorRules {
        Error() {
            super(target());
        }
    }

    @Nested
    class Thread extends ThreadRules {
        Thread() {
            super(target());
        }
    }

    @Nested
    class FormFeature extends FormFeatureRules {
        FormFeature() {
            super(target());
        }
    }

    @Nested
    class LockFeature extends LockFeatureRules {
        LockFeature() {
            super(target());
        }
    }

    @Nested
    class LexicalFeature extends LexicalFeatureRules {
        LexicalFeature() {
            super(target());
        }
    }

    @Nested
    class DdlFeature extends DdlFeatureRules {
        DdlFeature() {
            super(target());
        }
    }

    @Nested
    class ValueFeature extends ValueFeatureRules {
        ValueFeature() {
            super(target());
        }
    }

    @Nested
    class FunctionFeature extends FunctionFeatureRules {
        FunctionFeature() {
            super(target());
        }
    }

    @Nested
    class IsolationFeature extends IsolationFeatureRules {
        IsolationFeature() {
            super(target());
        }
    }
}
