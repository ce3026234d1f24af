// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The labels of an ENUM or a SET, which are part of its type. */
final class Labels {

    private static final int LONGEST = 255;

    private Labels() {
    }

    static <E extends Enum<E>> String[] of(Class<E> type, Function<E, String> label) {
        if (type == null || label == null) {
            throw MySqlTypes.usage("the class and the label of a type for an enum are not null");
        }
        return Arrays.stream(type.getEnumConstants()).map(label).toArray(String[]::new);
    }

    /** Refuses what the server would change or take for something else. */
    static List<String> checked(List<String> labels, String type, int most) {
        if (labels.isEmpty() || labels.size() > most) {
            throw MySqlTypes.usage("a type " + type + " has 1 to " + most + " labels, not " + labels.size());
        }
        Set<String> known = new HashSet<>();
        for (String label : labels) {
            String fault = label == null ? "it is null" : label.length() > LONGEST ? "it has more than " + LONGEST + " characters"
                    : label.endsWith(" ") ? "it ends with a space, which the server would cut off"
                    : label.indexOf('\0') >= 0 ? "it contains the character NUL"
                    : type.equals("SET") && (label.isEmpty() || label.indexOf(',') >= 0) ? "it is empty or has a comma"
                    : !known.add(label) ? "it stands there twice" : null;
            if (fault != null) {
                throw MySqlTypes.usage("the label \"" + label + "\" of a type " + type + " is not accepted: " + fault);
            }
        }
        return List.copyOf(labels);
    }

    static int longest(List<String> labels) {
        return labels.stream().mapToInt(label -> label.codePointCount(0, label.length())).max().orElse(1);
    }

    /** As a list of SQL strings; in the sessions of Colonnade a backslash is an escape. */
    static String quoted(List<String> labels) {
        StringBuilder sql = new StringBuilder("(");
        for (String label : labels) {
            sql.append(sql.length() == 1 ? "'" : ", '").append(label.replace("\\", "\\\\").replace("'", "''")).append('\'');
        }
        return sql.append(')').toString();
    }
}
