// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Fraction;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseOptionsTest {

    @Test
    void hasDefaults() {
        DatabaseOptions options = DatabaseOptions.of("sqlite:///x").build();
        assertEquals(0, options.minSize());
        assertEquals(OptionalInt.empty(), options.maxSize());
        assertEquals(Duration.ofSeconds(30), options.acquireTimeout());
        assertEquals(Duration.ofSeconds(10), options.connectTimeout());
        assertEquals(Duration.ZERO, options.connectRetry());
        assertEquals(Duration.ofMinutes(10), options.idleTimeout());
        assertEquals(Duration.ofMinutes(30), options.maxLifetime());
        assertEquals(Duration.ofSeconds(30), options.validateAfterIdle());
        assertEquals(Duration.ZERO, options.leakThreshold());
        assertEquals(Duration.ofSeconds(5), options.closeTimeout());
        assertEquals(Duration.ZERO, options.statementTimeout());
        assertEquals(128, options.fetchSize());
        assertEquals(256, options.statementCacheSize());
        assertEquals(Duration.ZERO, options.slowStatementThreshold());
        assertFalse(options.logValues());
        assertFalse(options.forceRollback());
        assertEquals(Fraction.FLOOR, options.fraction());
        assertTrue(options.passwordSupplier().isEmpty());
        assertTrue(options.completionExecutor().isEmpty());
    }

    @Test
    void readsTheUrl() {
        DatabaseOptions options = DatabaseOptions.of("sqlite:///x?min_size=1&max_size=4&acquire_timeout=250ms&connect_timeout=5s"
                + "&connect_retry=2h&idle_timeout=2m&max_lifetime=1h&validate_after_idle=0&leak_threshold=3d&close_timeout=7&statement_timeout=1s"
                + "&fetch_size=1&statement_cache_size=0&slow_statement_threshold=20ms&log_values=true&force_rollback=true&fraction=refuse").build();
        assertEquals(Fraction.REFUSE, options.fraction());
        assertEquals(1, options.minSize());
        assertEquals(OptionalInt.of(4), options.maxSize());
        assertEquals(Duration.ofMillis(250), options.acquireTimeout());
        assertEquals(Duration.ofSeconds(5), options.connectTimeout());
        assertEquals(Duration.ofHours(2), options.connectRetry());
        assertEquals(Duration.ofMinutes(2), options.idleTimeout());
        assertEquals(Duration.ofHours(1), options.maxLifetime());
        assertEquals(Duration.ZERO, options.validateAfterIdle());
        assertEquals(Duration.ofDays(3), options.leakThreshold());
        assertEquals(Duration.ofSeconds(7), options.closeTimeout());
        assertEquals(Duration.ofSeconds(1), options.statementTimeout());
        assertEquals(1, options.fetchSize());
        assertEquals(0, options.statementCacheSize());
        assertEquals(Duration.ofMillis(20), options.slowStatementThreshold());
        assertTrue(options.logValues());
        assertTrue(options.forceRollback());
    }

    @Test
    void theBuilderWinsOverTheUrl() {
        Supplier<String> password = () -> "rotated";
        Executor executor = Runnable::run;
        String url = "sqlite:///x?min_size=9&max_size=9&acquire_timeout=9&connect_timeout=9&connect_retry=9&idle_timeout=9&max_lifetime=9"
                + "&validate_after_idle=9&leak_threshold=9&close_timeout=9&statement_timeout=9&fetch_size=9&statement_cache_size=9"
                + "&slow_statement_threshold=9&log_values=true&fraction=refuse&force_rollback=true";
        Duration one = Duration.ofSeconds(1);
        DatabaseOptions options = DatabaseOptions.of(url).minSize(1).maxSize(1).acquireTimeout(one).connectTimeout(one).connectRetry(one)
                .idleTimeout(one).maxLifetime(one).validateAfterIdle(one).leakThreshold(one).closeTimeout(one).statementTimeout(one).fetchSize(1)
                .statementCacheSize(1).slowStatementThreshold(one).logValues(false).fraction(Fraction.FLOOR).forceRollback(false)
                .passwordSupplier(password).completionExecutor(executor).build();
        assertEquals("DatabaseOptions[" + DatabaseUrl.parse(url) + ", min_size=1, max_size=1, acquire_timeout=1s, connect_timeout=1s, "
                + "connect_retry=1s, idle_timeout=1s, max_lifetime=1s, validate_after_idle=1s, leak_threshold=1s, close_timeout=1s, statement_timeout=1s, "
                + "fetch_size=1, statement_cache_size=1, slow_statement_threshold=1s, log_values=false, fraction=floor, force_rollback=false]",
                options.toString());
        assertSame(password, options.passwordSupplier().orElseThrow());
        assertSame(executor, options.completionExecutor().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"min_size,-1", "min_size,10001", "fraction,round", "fraction,FLOOR", "fraction,''", "min_size,x", "min_size,''", "min_size,1.5", "min_size,1s",
        "min_size,99999999999999999999", "max_size,0", "max_size,-1", "max_size,10001", "max_size,ten", "max_size,0x10", "max_size,+5",
        "max_size,2147483648",
        "acquire_timeout,0", "acquire_timeout,-1", "acquire_timeout,-1s", "acquire_timeout,5 s", "acquire_timeout,s", "acquire_timeout,''",
        "acquire_timeout,1.5s", "acquire_timeout,1w", "acquire_timeout,31d", "acquire_timeout,999999999999d",
        "acquire_timeout,9999999999999", "acquire_timeout,PT5S", "acquire_timeout,infinity", "acquire_timeout,١s", "connect_timeout,0ms", "connect_retry,-1s", "connect_retry,true", "connect_retry,31d",
        "idle_timeout,-1ms",
        "max_lifetime,never", "validate_after_idle,1S", "leak_threshold,31d", "close_timeout,0", "statement_timeout,none",
        "fetch_size,0", "fetch_size,1000001", "fetch_size,-128", "statement_cache_size,-1", "statement_cache_size,100001",
        "slow_statement_threshold,1 ms", "log_values,yes", "log_values,TRUE", "log_values,1", "log_values,''", "force_rollback,on"})
    void refusesBadValuesOfTheUrl(String option, String value) {
        DatabaseUrl url = DatabaseUrl.parse("sqlite:///x").withOption(option, value);
        assertRefused(option, value, () -> DatabaseOptions.of(url).build());
    }

    static Stream<Arguments> badValues() {
        return Stream.of(
            bad("min_size", "-1", b -> b.minSize(-1)),
            bad("max_size", "0", b -> b.maxSize(0)),
            bad("acquire_timeout", "0s", b -> b.acquireTimeout(Duration.ZERO)),
            bad("acquire_timeout", "PT-1S", b -> b.acquireTimeout(Duration.ofSeconds(-1))),
            bad("acquire_timeout", "PT0.000000001S", b -> b.acquireTimeout(Duration.ofNanos(1))),
            bad("connect_timeout", Duration.ofSeconds(Long.MAX_VALUE).toString(),
                    b -> b.connectTimeout(Duration.ofSeconds(Long.MAX_VALUE))),
            bad("idle_timeout", Duration.ofSeconds(Long.MIN_VALUE).toString(), b -> b.idleTimeout(Duration.ofSeconds(Long.MIN_VALUE))),
            bad("max_lifetime", "31d", b -> b.maxLifetime(Duration.ofDays(31))),
            bad("validate_after_idle", "PT-0.001S", b -> b.validateAfterIdle(Duration.ofMillis(-1))),
            bad("leak_threshold", "366d", b -> b.leakThreshold(Duration.ofDays(366))),
            bad("close_timeout", "0s", b -> b.closeTimeout(Duration.ZERO)),
            bad("statement_timeout", "PT-1H", b -> b.statementTimeout(Duration.ofHours(-1))),
            bad("fetch_size", "0", b -> b.fetchSize(0)),
            bad("statement_cache_size", "-1", b -> b.statementCacheSize(-1)),
            bad("slow_statement_threshold", "721h", b -> b.slowStatementThreshold(Duration.ofHours(721))));
    }

    private static Arguments bad(String option, String value, Function<DatabaseOptions.Builder, DatabaseOptions.Builder> set) {
        return Arguments.of(option, value, set);
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void refusesBadValuesOfTheBuilder(String option, String value, Function<DatabaseOptions.Builder, DatabaseOptions.Builder> set) {
        assertRefused(option, value, () -> set.apply(DatabaseOptions.of("sqlite:///x")).build());
    }

    private static void assertRefused(String option, String value, Supplier<DatabaseOptions> action) {
        ConfigurationException error = assertThrows(ConfigurationException.class, action::get);
        assertEquals(ErrorKind.CONFIG_INVALID, error.kind());
        assertEquals(option, error.option());
        assertTrue(error.getMessage().contains("The option " + option + " "), error.getMessage());
        assertTrue(error.getMessage().contains("\"" + value + "\""), error.getMessage());
        assertTrue(error.getMessage().contains(CoreOption.of(option).range()), error.getMessage());
    }

    @Test
    void refusesMoreConnectionsAtLeastThanAtMost() {
        ConfigurationException error = assertThrows(ConfigurationException.class,
                () -> DatabaseOptions.of("sqlite:///x?max_size=2").minSize(3).build());
        assertEquals("min_size", error.option());
        assertTrue(error.getMessage().contains("3") && error.getMessage().contains("max_size, 2"), error.getMessage());
    }

    @Test
    void showsNoMoreThanTheStartOfALongValue() {
        DatabaseOptions.Builder builder = DatabaseOptions.of("sqlite:///x?max_size=" + "9".repeat(1 << 20));
        String message = assertThrows(ConfigurationException.class, builder::build)
                .getMessage();
        assertTrue(message.length() < 300, message);
    }

    /** Defaults and limits print in a form that reads back. */
    @Test
    void printsWhatItReads() {
        for (CoreOption option : CoreOption.values()) {
            if (option.defaultValue() != null) {
                assertEquals(option.defaultValue(), option.parse(CoreOption.print(option.defaultValue())), option.optionName());
            }
        }
        assertEquals("90s", CoreOption.print(Duration.ofSeconds(90)));
        assertEquals("1500ms", CoreOption.print(Duration.ofMillis(1500)));
        assertEquals("2h", CoreOption.print(Duration.ofMinutes(120)));
    }

    @Test
    void thePageOfTheDocumentationIsTheTable() throws IOException {
        StringBuilder table = new StringBuilder("| Option | Type | Default | Accepted | What it does |\n|---|---|---|---|---|\n");
        for (CoreOption option : CoreOption.values()) {
            String value = option.defaultValue() == null ? "the backend's" : CoreOption.print(option.defaultValue());
            table.append("| `").append(option.optionName()).append("` | ").append(option.typeName()).append(" | ").append(value)
                    .append(" | ").append(option.range()).append(" | ").append(option.sentence()).append(" |\n");
        }
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        assertTrue(page.contains(table), "docs/configuration.md does not hold this table:\n" + table);
    }
}
