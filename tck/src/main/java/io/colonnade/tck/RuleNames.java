// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Puts the backend's name in front of every rule: reports list nested rules under the kit's class, the same for all backends. */
public final class RuleNames extends DisplayNameGenerator.Standard {

    /** Made by JUnit. */
    public RuleNames() {
    }

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        Rule rule = method.getAnnotation(Rule.class);
        return rule == null || enclosing.isEmpty()
                ? super.generateDisplayNameForMethod(enclosing, testClass, method)
                : title(backendName(enclosing.get(0)), rule);
    }

    /** The name that stands for the backend in reports: {@code SqliteMemoryTckTest} is sqliteMemory. */
    static String backendName(Class<?> implementer) {
        String name = implementer.getSimpleName().replaceFirst("(Tck)?(Test)?$", "");
        return name.isEmpty() ? implementer.getSimpleName() : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static String title(String backend, Rule rule) {
        return backend + ": Rule " + rule.id() + ": " + rule.text();
    }
}
