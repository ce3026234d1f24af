// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import io.colonnade.dialect.Feature;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;

/** All rules of the kit, read from the methods that test them. */
public final class RuleBook {

    /**
     * One rule.
     *
     * @param id its id
     * @param group the group of rules that it stands in
     * @param level how binding it is
     * @param text its sentence
     * @param needs what the database needs for it
     * @param proves the features whose declaration it proves
     * @param components the other components of a dialect that it proves
     * @param why why it matters; empty where its group says it
     * @param hint what to look at when it fails; empty where its group says it
     */
    public record Entry(String id, String group, Level level, String text, List<Feature> needs, List<Feature> proves,
                        List<String> components, String why, String hint) {
        public Entry {
            needs = List.copyOf(needs);
            proves = List.copyOf(proves);
            components = List.copyOf(components);
        }
    }

    /** By group, and by number within it. */
    private static final Comparator<Entry> BY_ID = Comparator.comparing((Entry rule) -> rule.id().substring(0, 3))
            .thenComparing(rule -> Integer.parseInt(rule.id().substring(4)));

    private RuleBook() {
    }

    /** All rules, ordered by id within the order of the groups. */
    public static List<Entry> rules() {
        return methods().map(RuleBook::entry).sorted(BY_ID).toList();
    }

    /** The methods that test the rules. */
    static Stream<Method> methods() {
        return Arrays.stream(BackendTck.class.getDeclaredClasses())
                .filter(group -> group.isAnnotationPresent(Nested.class))
                .flatMap(group -> Arrays.stream(group.getSuperclass().getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Rule.class));
    }

    /** The rules as the rows of a Markdown table. */
    public static String markdown() {
        return rules().stream()
                .map(rule -> "| " + rule.id() + " | " + rule.level() + " | " + cell(rule.text())
                        + (rule.hint().isEmpty() ? "" : " *(" + cell(rule.hint()) + ")*")
                        + " | " + rule.needs().stream().map(Enum::name).collect(Collectors.joining(", ")) + " |")
                .collect(Collectors.joining("\n", "| Id | Level | Rule | Needs |\n|---|---|---|---|\n", "\n"));
    }

    private static Entry entry(Method method) {
        Rule rule = method.getAnnotation(Rule.class);
        String group = method.getDeclaringClass().getSimpleName().replaceFirst("Rules$", "");
        return new Entry(rule.id(), group, rule.level(), rule.text(), List.of(rule.needs()), List.of(rule.proves()),
                List.of(rule.components()), rule.why(), rule.hint());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
