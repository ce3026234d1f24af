// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

/**
 * Takes the rows of one statement. Called by one thread at a time.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RowSink {

    /** Ignores all rows. */
    RowSink NONE = row -> true;

    /**
     * Takes the next row.
     *
     * <p>Rules SPI-03, SPI-05.
     *
     * @return false if no further rows are wanted; the backend then ends the statement early
     */
    boolean row(RowValues row);
}
