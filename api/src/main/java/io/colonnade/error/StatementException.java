// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

import java.util.Optional;

/**
 * The statement or one of its values is at fault, or it was cut short.
 *
 * @since 0.1
 */
public final class StatementException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    private final ConstraintViolation constraint;
    private final int batchIndex;

    StatementException(Builder builder) {
        super(builder);
        constraint = builder.constraint;
        batchIndex = builder.batchIndex;
    }

    @Override
    void copyTo(Builder copy) {
        copy.constraint(constraint).batchIndex(batchIndex);
    }

    /** The violated constraint; present for {@link ErrorKind#CONSTRAINT}. */
    public Optional<ConstraintViolation> constraint() {
        return Optional.ofNullable(constraint);
    }

    /** The index, from 0, of the item of a batch that failed, or -1 where it was no batch. */
    public int batchIndex() {
        return batchIndex;
    }
}
