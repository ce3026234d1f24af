// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A logger that never throws: what is behind it is the user's own, and whoever waits for an answer must not lose it, nor the pool a
 * connection, because a line could not be written. Safe for use by many threads.
 */
public final class Log {

    private final Logger logger;

    Log(Logger logger) {
        this.logger = logger;
    }

    /** The logger of that name. */
    public static Log of(String name) {
        return new Log(LoggerFactory.getLogger(name));
    }

    /** Whether lines of that level are written. */
    public boolean isDebugEnabled() {
        try {
            return logger.isDebugEnabled();
        } catch (Throwable broken) {
            return false;
        }
    }

    /** Writes a line; a throwable behind the last argument that the text names is written with its stack. */
    public void debug(String text, Object... arguments) {
        write(to -> to.debug(text, arguments));
    }

    /** Writes a line. */
    public void info(String text, Object... arguments) {
        write(to -> to.info(text, arguments));
    }

    /** Writes a line. */
    public void warn(String text, Object... arguments) {
        write(to -> to.warn(text, arguments));
    }

    /** Writes a line. */
    public void error(String text, Object... arguments) {
        write(to -> to.error(text, arguments));
    }

    private void write(Consumer<Logger> line) {
        try {
            line.accept(logger);
        } catch (Throwable broken) {
            // There is nowhere else to say so.
        }
    }
}
