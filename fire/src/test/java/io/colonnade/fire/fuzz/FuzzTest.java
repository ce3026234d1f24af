// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.Drill;
import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** {@code scripts/fire} does more of it: {@code options}, {@code values}, {@code url} and {@code lexer}. */
class FuzzTest {

    private static final long SEED = 42;

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void optionsAreRefusedOrTaken(Target target) throws Exception {
        run("options", target, new OptionsDrill(target), 600);
    }

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void valuesAreRefusedOrTaken(Target target) throws Exception {
        Figures figures = run("values", target, new ValuesDrill(target), 1_500);
        assertTrue(figures.of("taken") > 0 && figures.of("refused") > 0, figures::toString);
    }

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void textsOfStatementsAreRefusedOrTaken(Target target) throws Exception {
        Figures figures = run("lexer", target, new LexerDrill(target), 50_000);
        assertTrue(figures.of("taken with lists") > 0 && figures.of("refused") > 0, figures::toString);
    }

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void urlsAreRefusedOrTaken(Target target) throws Exception {
        Figures figures = run("url", target, new UrlDrill(target), 50_000);
        assertTrue(figures.of("taken") > 0 && figures.of("refused") > 0, figures::toString);
    }

    private static Figures run(String name, Target target, Drill drill, int count) throws Exception {
        Run run = new Run(name + " on " + target, SEED, null);
        Figures figures = run.of(drill, count);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        return figures;
    }
}
