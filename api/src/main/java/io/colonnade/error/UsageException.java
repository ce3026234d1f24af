// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

/**
 * The call contradicts the contract of the API: mend the program. Nothing was sent.
 *
 * @since 0.1
 */
public final class UsageException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    private final int position;

    UsageException(Builder builder) {
        super(builder);
        position = builder.position;
    }

    @Override
    void copyTo(Builder copy) {
        copy.position(position);
    }

    /** The offset, from 0, of the fault in the SQL text, or -1 where there is none. */
    public int position() {
        return position;
    }
}
