// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.ConstraintViolation.Type;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an error tells, and that one that was made of another tells the same. */
class DatabaseExceptionTest {

    private static final Map<Class<?>, Object> OTHERS = Map.of(String.class, "other", int.class, 7, boolean.class, true,
            StatementOutcome.class, StatementOutcome.UNKNOWN, Throwable.class, new IllegalStateException("cause"), ConstraintViolation.class,
            new ConstraintViolation(Type.CHECK, "name", "table", List.of("a")));

    /** What every method of the exception gives that asks for nothing. */
    private static Map<String, Object> told(DatabaseException error) throws ReflectiveOperationException {
        Map<String, Object> told = new TreeMap<>();
        for (Method method : error.getClass().getMethods()) {
            if (method.getParameterCount() == 0 && DatabaseException.class.isAssignableFrom(method.getDeclaringClass())
                    && method.getReturnType() != DatabaseException.Builder.class) {
                told.put(method.getName(), method.invoke(error));
            }
        }
        return told;
    }

    @ParameterizedTest
    @EnumSource(value = ErrorKind.class, names = {"CONFIG_INVALID", "CONNECTION_LOST", "CONSTRAINT", "DEADLOCK", "USAGE"})
    void aCopyTellsTheSame(ErrorKind kind) throws ReflectiveOperationException {
        DatabaseException.Builder builder = DatabaseException.of(kind, "message");
        Map<String, Object> plain = told(builder.build());
        for (Method method : DatabaseException.Builder.class.getMethods()) {
            if (method.getReturnType() == DatabaseException.Builder.class) {
                Class<?> type = method.getParameterTypes()[0];
                method.invoke(builder, type == boolean.class ? !Boolean.TRUE.equals(plain.get(method.getName())) : OTHERS.get(type));
            }
        }
        DatabaseException error = builder.build();
        error.addSuppressed(new IllegalStateException("suppressed"));
        DatabaseException copy = error.toBuilder().build();
        assertNotSame(error, copy);
        assertEquals(told(error), told(copy));
        plain.forEach((what, value) -> assertTrue(what.equals("kind") || !value(error, what).equals(String.valueOf(value)),
                () -> what + " was not set, so nothing is proved of it"));
        assertArrayEquals(error.getStackTrace(), copy.getStackTrace());
        assertArrayEquals(error.getSuppressed(), copy.getSuppressed());
        assertEquals(error.getCause(), copy.getCause());
    }

    private static String value(DatabaseException error, String what) {
        try {
            return String.valueOf(told(error).get(what));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String message(String sql) {
        return DatabaseException.of(ErrorKind.SYNTAX, "Wrong.").sql(sql).build().getMessage();
    }

    @Test
    void theMessageEndsWithTheBeginningOfTheStatementInOneLine() {
        assertEquals("Wrong. [SELECT 1]", message("SELECT 1"));
        assertEquals("Wrong. [SELECT a, b FROM t]", message("\n  SELECT a,\r\n\t\tb\u001b FROM\u0000 t  \n"));
        assertEquals("Wrong. []", message(""));
        assertEquals("Wrong.", message(null));
        assertEquals("io.colonnade.error.StatementException: Wrong. [SELECT 1]",
                DatabaseException.of(ErrorKind.SYNTAX, "Wrong.").sql("SELECT 1").build().toString());
        assertNull(DatabaseException.of(ErrorKind.SYNTAX, "Wrong.").build().sql());
    }

    @Test
    void aLongStatementIsCutBetweenCharacters() {
        String even = message("x".repeat(200));
        assertFalse(even.contains("…"), even);
        assertEquals("Wrong. [" + "x".repeat(200) + "…]", message("x".repeat(201)));
        assertEquals("Wrong. [" + "x".repeat(199) + "…]", message("x".repeat(199) + "\uD83D\uDE00" + "y"));
        assertEquals("Wrong. [" + "x".repeat(198) + "\uD83D\uDE00…]", message("x".repeat(198) + "\uD83D\uDE00" + "y"));
    }

    @Test
    void aNoteStandsBeforeTheStatement() {
        assertEquals("Wrong; and late [SELECT 1]",
                DatabaseException.of(ErrorKind.SYNTAX, "Wrong").sql("SELECT 1").build().toBuilder().note("; and late").build().getMessage());
    }
}
