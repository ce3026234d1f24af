// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * CREATE SEQUENCE. Made with {@link Sql#createSequence}.
 *
 * @param sequence the sequence
 * @param ifAbsent whether a sequence of that name is left as it is
 */
public record CreateSequence(Sequence sequence, boolean ifAbsent) implements DdlStatement {

    public CreateSequence {
        Usage.required(sequence, "the sequence of createSequence");
    }

    /** Leaves a sequence of that name as it is. */
    public CreateSequence ifNotExists() {
        return new CreateSequence(sequence, true);
    }
}
