// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

/**
 * There is no usable connection: try again later or elsewhere.
 *
 * @since 0.1
 */
public final class ConnectionException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    ConnectionException(Builder builder) {
        super(builder);
    }
}
