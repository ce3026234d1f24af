// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import io.colonnade.dialect.Feature;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
     * @param why why it matters
     * @param look what to look at when it fails
     */
    public record Entry(String id, String group, Level level, String text, List<Feature> needs, List<Feature> proves,
                        List<String> components, String why, String look) {
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

    /** The rules as Markdown: for each group why its rules matter and what to look at, and a table. */
    public static String markdown() {
        Map<String, List<Entry>> groups = new LinkedHashMap<>();
        rules().forEach(rule -> groups.computeIfAbsent(rule.group(), key -> new ArrayList<>()).add(rule));
        return groups.entrySet().stream().map(group -> section(group.getKey(), group.getValue())).collect(Collectors.joining("\n"));
    }

    private static String section(String group, List<Entry> rules) {
        String why = usual(rules, Entry::why);
        String look = usual(rules, Entry::look);
        return "### " + group + "\n\n" + why + " *When one fails:* " + look + "\n\n| Id | Level | Rule | Capability |\n|---|---|---|---|\n"
                + rules.stream().map(rule -> "| " + rule.id() + " | " + rule.level() + " | " + cell(rule.text())
                        + (rule.why().equals(why) ? "" : " \u2013 " + cell(rule.why()))
                        + (rule.look().equals(look) ? "" : " *When it fails:* " + cell(rule.look())) + " | " + capability(rule) + " |\n")
                        .collect(Collectors.joining());
    }

    /** What most of the rules of a group say. */
    private static String usual(List<Entry> rules, Function<Entry, String> part) {
        return rules.stream().collect(Collectors.groupingBy(part, LinkedHashMap::new, Collectors.counting())).entrySet().stream()
                .max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    /** What a rule needs, or which claims of a dialect it proves. */
    private static String capability(Entry rule) {
        return Stream.of(rule.needs().stream().map(need -> "needs " + need), rule.proves().stream().map(feature -> "proves " + feature),
                rule.components().stream().map(component -> "proves " + component)).flatMap(Function.identity())
                .collect(Collectors.joining(", "));
    }

    private static Entry entry(Method method) {
        Rule rule = method.getAnnotation(Rule.class);
        Topic topic = method.getDeclaringClass().getAnnotation(Topic.class);
        String group = method.getDeclaringClass().getSimpleName().replaceFirst("Rules$", "");
        return new Entry(rule.id(), group, rule.level(), rule.text(), List.of(rule.needs()), List.of(rule.proves()),
                List.of(rule.components()), rule.why().isEmpty() ? topic.why() : rule.why(), rule.hint().isEmpty() ? topic.look()
                        : rule.hint());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
