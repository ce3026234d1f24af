// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Lines reach the logger as they are, and what it throws reaches nobody. */
class LogTest {

    private static Log log(List<String> calls, Throwable thrown) {
        return new Log((Logger) Proxy.newProxyInstance(LogTest.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
            calls.add(method.getName() + (arguments == null ? "" : Arrays.deepToString(arguments)));
            if (thrown != null) {
                throw thrown;
            }
            return method.getReturnType() == boolean.class ? true : null;
        }));
    }

    @Test
    void linesReachTheLogger() {
        List<String> calls = new ArrayList<>();
        Log log = log(calls, null);
        assertTrue(log.isDebugEnabled());
        log.debug("{}", 1);
        log.info("{} {}", 1, 2);
        log.warn("plain");
        log.error("with", new IllegalStateException("a"));
        assertEquals(List.of("isDebugEnabled", "debug[{}, [1]]", "info[{} {}, [1, 2]]", "warn[plain, []]",
                "error[with, [java.lang.IllegalStateException: a]]"), calls);
    }

    @Test
    void nothingIsThrown() {
        for (Throwable thrown : List.of(new IllegalStateException(), new AssertionError(), new StackOverflowError(), new LinkageError())) {
            List<String> calls = new ArrayList<>();
            Log log = log(calls, thrown);
            assertFalse(log.isDebugEnabled());
            log.debug("a");
            log.info("a");
            log.warn("a");
            log.error("a");
            assertEquals(5, calls.size());
        }
    }
}
