// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which changes of the public API break a program or a backend that was compiled, or written, against the former one. */
final class ApiChanges {

    /** Interfaces of which Colonnade makes all objects, and the one that grows with the tree on purpose. The page on stability lists them. */
    static final Set<String> GROWING = Set.of("io.colonnade.Row", "io.colonnade.spi.BackendContext", "io.colonnade.spi.RowSink",
            "io.colonnade.dialect.SqlWriter", "io.colonnade.sql.ExpressionVisitor");

    private ApiChanges() {
    }

    /** One line for each change that breaks somebody; empty if the present API can stand in for the former one. */
    static List<String> breaking(Map<String, Set<String>> former, Map<String, Set<String>> present) {
        List<String> breaking = new ArrayList<>();
        former.forEach((type, members) -> {
            Set<String> now = present.get(type);
            if (now == null) {
                breaking.add(type + " is gone");
            } else {
                members.stream().filter(member -> !isKept(member, now) && !isInherited(member, now, present))
                        .forEach(member -> breaking.add(type + " has no more: " + member));
                now.stream().filter(member -> !members.contains(member) && mustBeImplemented(type, member, members))
                        .forEach(member -> breaking.add(type + " has a method that its implementations lack: " + member));
            }
        });
        return breaking;
    }

    /** An abstract method may get a body, and what was final may be opened; both take nothing away. */
    private static boolean isKept(String member, Set<String> now) {
        boolean special = member.startsWith("static ") || member.contains(" static ");
        return now.contains(member) || now.contains(member.replace("abstract ", "")) || !special && now.contains(member.replace("final ", ""));
    }

    /** A member may move up to a supertype, unless it is one that is not inherited. */
    private static boolean isInherited(String member, Set<String> now, Map<String, Set<String>> present) {
        if (member.contains("new(")) {
            return false;
        }
        return now.stream().filter(other -> other.startsWith("is a "))
                .map(other -> present.getOrDefault(other.substring("is a ".length()), Set.of()))
                .filter(above -> !member.contains("static ") || above.stream().noneMatch(other -> other.contains("interface")))
                .anyMatch(above -> isKept(member, above));
    }

    /** Others can have written implementations of a type that is not sealed, and is an interface or has a constructor for them. */
    private static boolean mustBeImplemented(String type, String added, Set<String> former) {
        boolean constructed = former.stream().anyMatch(member -> member.startsWith("new(") || member.startsWith("protected new("));
        boolean open = former.stream().anyMatch(member -> member.startsWith("interface")
                || constructed && member.startsWith("abstract class"));
        return open && added.contains("abstract ") && added.contains("(") && !GROWING.contains(type)
                && !former.contains(added.replace("abstract ", ""));
    }
}
