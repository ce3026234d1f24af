// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ValueConversion;
import java.util.List;

/**
 * What a statement did; with the same meaning on every database. Immutable.
 *
 * <p>Pinned by QRY-07 and QRY-08.
 *
 * @param rowsAffected how many rows it inserted, matched for update (changed or not), or deleted; 0 for everything else
 * @param generatedKeys the keys that the database generated for an insert expression on a table that declares a generated key, in the
 *     order of the inserted rows; empty for everything else, raw text included: there, say RETURNING and read {@code rows}
 * @param rows the rows that a RETURNING clause or a query gave
 * @since 0.1
 */
public record Result(long rowsAffected, List<Object> generatedKeys, List<Row> rows) {

    public Result {
        generatedKeys = List.copyOf(generatedKeys);
        rows = List.copyOf(rows);
    }

    /**
     * The one generated key.
     *
     * @throws io.colonnade.error.StatementException of kind DATA if there is none or more than one
     */
    public <T> T generatedKey(Class<T> type) {
        if (generatedKeys.size() != 1) {
            throw DatabaseException.of(ErrorKind.DATA, "the statement generated " + generatedKeys.size() + " keys, not one. Keys are reported"
                    + " for an insert expression on a table that declares a generated key; with SQL text, use RETURNING and rows()").build();
        }
        return ValueConversion.convert(generatedKeys.get(0), type, "generated key");
    }
}
