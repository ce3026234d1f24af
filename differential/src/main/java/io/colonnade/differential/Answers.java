// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.StatementException;
import io.colonnade.sql.Json;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers as text in which nothing is lost that is to be the same everywhere: values, their Java classes, counts, kinds of errors. */
final class Answers {

    private static final int SHOWN_CHARACTERS = 100;
    private static final Pattern MESSAGE = Pattern.compile(" \u00ab[^\u00bb]*\u00bb");

    private Answers() {
    }

    static CompletableFuture<String> rows(CompletableFuture<List<Row>> future) {
        return of(future, Answers::rows);
    }

    static CompletableFuture<String> result(CompletableFuture<Result> future) {
        return of(future, result -> result.rowsAffected() + " affected, keys [" + result.generatedKeys().stream().map(Answers::value)
                .collect(Collectors.joining(", ")) + "]" + (result.rows().isEmpty() ? "" : ", " + rows(result.rows())));
    }

    static CompletableFuture<String> counts(CompletableFuture<long[]> future) {
        return of(future, Arrays::toString);
    }

    /** The values of a row that is to be stored, for titles. */
    static String values(Map<?, ?> values) {
        return values.entrySet().stream().map(entry -> entry.getKey() + "=" + value(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** The answer of a future that may fail, as a future that does not. */
    static <T> CompletableFuture<String> of(CompletableFuture<T> future, Function<T, String> text) {
        return future.thenApply(text).exceptionally(Answers::error);
    }

    static String rows(List<Row> rows) {
        return rows.size() + " rows" + rows.stream().map(row -> "\n  " + row(row)).collect(Collectors.joining());
    }

    static String row(Row row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(row.columnNames().get(i)).append('=').append(value(row.get(i)));
        }
        return text.toString();
    }

    static String value(Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof byte[] bytes) {
            return "byte[] " + HexFormat.of().formatHex(bytes);
        } else if (value instanceof Json json) {
            return "Json " + json.text();
        } else if (value instanceof String text) {
            return text.length() <= SHOWN_CHARACTERS ? "String '" + text.replace("\n", "\\n").replace("\r", "\\r") + "'"
                    : "String of " + text.length() + " characters, hash " + text.hashCode();
        }
        return value.getClass().getSimpleName() + " " + value;
    }

    static String error(Throwable thrown) {
        Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (!(error instanceof DatabaseException known)) {
            return "error " + error;
        }
        StringBuilder text = new StringBuilder("error ").append(known.kind());
        if (known instanceof StatementException statement) {
            statement.constraint().ifPresent(constraint -> text.append(' ').append(constraint.type()));
            if (statement.batchIndex() >= 0) {
                text.append(" at item ").append(statement.batchIndex());
            }
        }
        return text.append(", ").append(known.outcome()).append(known.retrySafe() ? ", retry safe" : "")
                .append(known.connectionUsable() ? "" : ", connection lost").append(" \u00ab").append(known.getMessage()).append('\u00bb').toString();
    }

    /** An answer as it is compared: the words of an error are the database's own. */
    static String withoutMessages(String answer) {
        return MESSAGE.matcher(answer).replaceAll("");
    }
}
