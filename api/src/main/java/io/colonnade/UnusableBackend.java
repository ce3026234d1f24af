// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.rollback.ForceRollbackBackend;
import io.colonnade.spi.DatabaseBackend;
import java.net.URL;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a backend that is there cannot run, and what to do: a jar is missing, or jars do not fit together. */
final class UnusableBackend {

    /** The start of a driver's class names, and its artifact. */
    private static final Map<String, String> DRIVERS = Map.of("org.sqlite.", "org.xerial:sqlite-jdbc",
            "org.postgresql.", "org.postgresql:postgresql", "com.mysql.", "com.mysql:mysql-connector-j");
    private static final Pattern CLASS_NAME = Pattern.compile("[\\w$.]+");
    /** How the JVM quotes, from the second use of a class on, the missing class that broke its initialization. */
    private static final Pattern EARLIER_FAILURE =
            Pattern.compile("Exception java\\.lang\\.(?:NoClassDefFoundError|ClassNotFoundException): ([\\w/$.]+) \\[in thread .*", Pattern.DOTALL);
    private static final int MAX_DEPTH = 20;

    private UnusableBackend() {
    }

    /** The error of an open database call for a backend whose classes do not link. */
    static DatabaseException error(DatabaseBackend backend, LinkageError broken) {
        Class<?> type = ForceRollbackBackend.typeOf(backend);
        return DatabaseException.of(ErrorKind.BACKEND_NOT_FOUND, "The backend " + type.getName() + " in " + location(type) + " cannot run: "
                + reason(broken) + ".").cause(broken).connectionUsable(false).build();
    }

    /** The error of linking that caused a failure, if one did. */
    static Optional<LinkageError> linkage(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof LinkageError broken) {
                return Optional.of(broken);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** What went wrong in one sentence, without a full stop. The class that is missing says more than the error that follows from it. */
    static String reason(Throwable failure) {
        Throwable last = failure;
        for (int depth = 0; last.getCause() != null && depth < MAX_DEPTH; depth++) {
            last = last.getCause();
        }
        String message = String.valueOf(last.getMessage());
        Optional<String> missing = missingClass(last, message);
        if (missing.isPresent()) {
            String name = missing.get();
            return "the class " + name + " is missing; " + DRIVERS.entrySet().stream().filter(driver -> name.startsWith(driver.getKey()))
                    .map(driver -> "add the artifact " + driver.getValue() + " to the class path").findAny()
                    .orElse("is the driver on the class path?");
        }
        if (last instanceof IncompatibleClassChangeError) {
            return last + "; it was built for another version of Colonnade, or of its driver: take versions that belong together";
        }
        if (last instanceof ServiceConfigurationError && message.endsWith("not a subtype")) {
            return message + ": it implements the interface of another copy of Colonnade, from another class loader; keep colonnade-api in"
                    + " one class loader that both sides see";
        }
        return last instanceof ServiceConfigurationError ? message : last.toString();
    }

    private static Optional<String> missingClass(Throwable failure, String message) {
        if (failure instanceof ExceptionInInitializerError) {
            return Optional.of(EARLIER_FAILURE.matcher(message)).filter(Matcher::matches).map(earlier -> earlier.group(1).replace('/', '.'));
        }
        return Optional.of(message.replace('/', '.')).filter(name -> (failure instanceof NoClassDefFoundError
                || failure instanceof ClassNotFoundException) && CLASS_NAME.matcher(name).matches());
    }

    /** The jar or folder of a class. */
    static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "module " + type.getModule().getName() : location.toString();
    }
}
