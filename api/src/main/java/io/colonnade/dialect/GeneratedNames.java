// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Index;
import io.colonnade.sql.NamingConvention;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableConstraint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names of constraints and indexes: their author's, or those of the naming convention, cut to what the database takes. */
final class GeneratedNames {

    /** 48 bits: two long names of one database end alike with a chance of one in a hundred million, and then the database refuses one. */
    private static final int HASH_DIGITS = 12;

    private GeneratedNames() {
    }

    /** The name of a constraint; null where it has none, so that the database names it. */
    static String of(Dialect dialect, Table table, TableConstraint constraint) {
        if (constraint.name() != null) {
            return constraint.name();
        }
        return table.namingConvention().map(convention -> shortened(dialect, convention.name(table, constraint))).orElse(null);
    }

    /** The name of an index. */
    static String of(Dialect dialect, Index index) {
        return index.name().orElseGet(() -> shortened(dialect,
                index.table().namingConvention().orElse(NamingConvention.STANDARD).name(index)));
    }

    /** The name itself where the database takes it, else its beginning and a hash of the whole. */
    static String shortened(Dialect dialect, String name) {
        LengthUnit unit = dialect.identifierLengthUnit();
        if (unit.of(name) <= dialect.maxIdentifierLength()) {
            return name;
        }
        int room = Math.max(0, dialect.maxIdentifierLength() - HASH_DIGITS - 1);
        int end = Math.min(name.length(), room);
        while (unit.of(name.substring(0, end)) > room) {
            end--;
        }
        if (end > 0 && Character.isHighSurrogate(name.charAt(end - 1))) {
            end--;
        }
        String hash = hash(name);
        int digits = Math.max(1, dialect.maxIdentifierLength() - end - 1);
        return name.substring(0, end) + "_" + hash.substring(0, Math.min(hash.length(), digits));
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
