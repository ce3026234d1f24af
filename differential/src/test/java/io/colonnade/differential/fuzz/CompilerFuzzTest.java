// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Dialect;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.slf4j.LoggerFactory;

/**
 * Generated statements on each dialect, without a connection: they compile or are refused with an error of ours, and what compiles keeps
 * what {@link CompilerCheck} says. {@code scripts/fuzz} is the full run. A failure is shrunk to a small tree; its numbers
 * are the arguments of {@link Trees#of}.
 */
class CompilerFuzzTest {

    /** For one dialect. */
    abstract static class OnDialect {

        private final CompilerCheck check;
        private final int leastShare;

        OnDialect(Dialect dialect, int leastShare) {
            check = new CompilerCheck(dialect);
            this.leastShare = leastShare;
        }

        @Property(edgeCases = EdgeCasesMode.NONE)
        void compilesOrIsRefused(@ForAll("numbers") long structure, @ForAll("numbers") long values, @ForAll @IntRange(max = 30) int size) {
            check.check(structure, values, size);
        }

        @Provide
        Arbitrary<Long> numbers() {
            return Arbitraries.randomValue(java.util.Random::nextLong);
        }

        @AfterProperty
        void enoughOfThemCompile() {
            LoggerFactory.getLogger(getClass()).info("{} statements, {} % compile", check.count(), check.share());
            assertTrue(check.count() < 500 || check.share() >= leastShare, () -> check.share() + " % compile");
        }
    }

    @Group
    class Sqlite extends OnDialect {
        Sqlite() {
            super(FuzzDialects.SQLITE, 20);
        }
    }

    @Group
    class Postgres extends OnDialect {
        Postgres() {
            super(FuzzDialects.POSTGRES, 20);
        }
    }

    @Group
    class MySql extends OnDialect {
        MySql() {
            super(FuzzDialects.MYSQL, 20);
        }
    }

    @Group
    class MariaDb extends OnDialect {
        MariaDb() {
            super(FuzzDialects.MARIADB, 20);
        }
    }

    @Group
    class Ansi extends OnDialect {
        Ansi() {
            super(FuzzDialects.ANSI, 20);
        }
    }
}
