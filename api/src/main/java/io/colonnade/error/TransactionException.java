// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

/**
 * The transaction did not take effect as asked: run it again from its start if {@link #retrySafe()} says so.
 *
 * @since 0.1
 */
public final class TransactionException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    TransactionException(Builder builder) {
        super(builder);
    }
}
