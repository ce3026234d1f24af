// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.sql.Converter;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Stores a set of members as the server has it: their labels in the order of the type, with commas between them.
 *
 * @param members the members by their labels, in that order
 * @param <M> the Java class of a member
 */
record SetConverter<M>(Map<String, M> members) implements Converter<Set<M>, String> {

    @SuppressWarnings("unchecked") // the class of a set does not tell that of its members, which the converter looks at
    static <M> SqlType<Set<M>> type(List<String> labels, Function<String, M> member) {
        Map<String, M> members = new LinkedHashMap<>();
        labels.forEach(text -> members.put(text, member.apply(text)));
        int length = labels.stream().mapToInt(text -> text.length() + 1).sum();
        SqlType<String> stored = SqlType.vendor(MySqlCall.TYPE, "SET" + Labels.quoted(labels), Types.varchar(length));
        return SqlType.converted(stored, (Class<Set<M>>) (Class<?>) Set.class, new SetConverter<>(Collections.unmodifiableMap(members)));
    }

    @Override
    public String toDatabase(Set<M> value) {
        StringBuilder text = new StringBuilder();
        int found = 0;
        for (Map.Entry<String, M> member : members.entrySet()) {
            if (value.contains(member.getValue())) {
                text.append(found == 0 ? "" : ",").append(member.getKey());
                found++;
            }
        }
        if (found != value.size()) {
            throw new IllegalArgumentException("a member is none of the type's labels");
        }
        return text.toString();
    }

    @Override
    public Set<M> fromDatabase(String value) {
        Set<M> set = new LinkedHashSet<>();
        for (String label : value.isEmpty() ? new String[0] : value.split(",")) {
            M member = members.get(label);
            if (member == null) {
                throw new IllegalArgumentException("no member is stored so");
            }
            set.add(member);
        }
        return Collections.unmodifiableSet(set);
    }
}
