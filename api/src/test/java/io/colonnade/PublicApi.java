// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The signatures of public classes as text: for each class a line for what it is, and lines for its supertypes and for its members. Members that it
 * inherits from another public class are told there only.
 */
final class PublicApi {

    private static final int TOLD = Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL | Modifier.PROTECTED;
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals(Object)", "hashCode()", "toString()");
    private static final String OURS = "io.colonnade.";

    private PublicApi() {
    }

    /** The members by class. */
    static Map<String, Set<String>> of(Collection<Class<?>> classes) {
        Map<String, Set<String>> api = new TreeMap<>();
        classes.forEach(type -> api.put(type.getName(), members(type)));
        return api;
    }

    private static Set<String> members(Class<?> type) {
        Set<String> members = new TreeSet<>();
        members.add(kind(type));
        for (Class<?> above : supertypes(type)) {
            if (ExportedClasses.isVisible(above) && above != Object.class && above != type) {
                members.add("is a " + above.getName());
            }
            if (above == type || above.getName().startsWith(OURS) && !ExportedClasses.isVisible(above)) {
                addMembers(type, above, members);
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isTold(type, constructor)) {
                members.add(modifiers(type, constructor.getModifiers()) + "new" + parameters(constructor));
            }
        }
        return members;
    }

    private static void addMembers(Class<?> type, Class<?> declaring, Set<String> members) {
        for (Method method : declaring.getDeclaredMethods()) {
            boolean inheritedStatic = Modifier.isStatic(method.getModifiers()) && declaring.isInterface() && declaring != type;
            if (isTold(type, method) && !inheritedStatic && (method.getModifiers() & Modifier.ABSTRACT) == 0) {
                members.add(signature(type, method));
            }
        }
        for (Method method : declaring.getDeclaredMethods()) {
            if (isTold(type, method) && Modifier.isAbstract(method.getModifiers())
                    && !members.contains(signature(type, method).replace("abstract ", ""))) {
                members.add(signature(type, method));
            }
        }
        for (Field field : declaring.getDeclaredFields()) {
            if (ExportedClasses.isVisible(field.getModifiers()) && !field.isSynthetic()) {
                members.add(modifiers(type, field.getModifiers()) + name(field.getGenericType()) + " " + field.getName());
            }
        }
    }

    private static boolean isTold(Class<?> type, Executable executable) {
        boolean visible = Modifier.isPublic(executable.getModifiers())
                || Modifier.isProtected(executable.getModifiers()) && !Modifier.isFinal(type.getModifiers());
        return visible && !executable.isSynthetic() && !OF_EVERY_OBJECT.contains(executable.getName() + parameters(executable));
    }

    private static String signature(Class<?> type, Method method) {
        return modifiers(type, method.getModifiers()) + variables(method.getTypeParameters()) + name(method.getGenericReturnType()) + " "
                + method.getName() + parameters(method);
    }

    private static String kind(Class<?> type) {
        String kind = type.isAnnotation() ? "annotation" : type.isInterface() ? "interface" : type.isEnum() ? "enum"
                : type.isRecord() ? "record" : "class";
        boolean inherent = type.isInterface() || type.isEnum() || type.isRecord();
        String modifiers = Modifier.toString(type.getModifiers() & (inherent ? 0 : Modifier.ABSTRACT | Modifier.FINAL));
        return (modifiers.isEmpty() ? "" : modifiers + " ") + (type.isSealed() ? "sealed " : "") + kind + variables(type.getTypeParameters()).strip();
    }

    private static String modifiers(Class<?> type, int modifiers) {
        int told = modifiers & TOLD & (Modifier.isFinal(type.getModifiers()) ? ~Modifier.FINAL : ~0);
        return told == 0 ? "" : Modifier.toString(told) + " ";
    }

    private static String parameters(Executable executable) {
        String parameters = Arrays.stream(executable.getGenericParameterTypes()).map(PublicApi::name).collect(Collectors.joining(", ", "(", ")"));
        String thrown = Arrays.stream(executable.getGenericExceptionTypes()).map(PublicApi::name).collect(Collectors.joining(", "));
        return (executable.isVarArgs() ? parameters.replaceFirst("\\[]\\)$", "...)") : parameters) + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0 ? "" : Arrays.stream(variables).map(variable -> variable.getName() + Arrays.stream(variable.getBounds())
                .filter(bound -> bound != Object.class).map(PublicApi::name).collect(Collectors.joining(" & ")).transform(PublicApi::bound))
                .collect(Collectors.joining(", ", "<", "> "));
    }

    private static String bound(String bounds) {
        return bounds.isEmpty() ? "" : " extends " + bounds;
    }

    private static String name(Type type) {
        return type.getTypeName().replace("java.lang.", "").replace("java.util.concurrent.", "").replace("java.util.", "");
    }

    /** The class itself, its superclasses, and all their interfaces. */
    private static Set<Class<?>> supertypes(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            all.add(above);
        }
        for (Class<?> above : Set.copyOf(all)) {
            for (Class<?> implemented : above.getInterfaces()) {
                all.addAll(supertypes(implemented));
            }
        }
        return all;
    }

    /** As a file: a class at the start of a line, its members below it. */
    static String print(Map<String, Set<String>> api) {
        StringBuilder out = new StringBuilder();
        api.forEach((type, members) -> {
            out.append(type).append('\n');
            members.forEach(member -> out.append("    ").append(member).append('\n'));
        });
        return out.toString();
    }

    /** Reads what {@link #print} wrote; lines that begin with a number sign are for people. */
    static Map<String, Set<String>> parse(Collection<String> lines) {
        Map<String, Set<String>> api = new LinkedHashMap<>();
        Set<String> members = Set.of();
        for (String line : lines) {
            if (line.startsWith("    ")) {
                members.add(line.strip());
            } else if (!line.startsWith("#")) {
                members = new TreeSet<>();
                api.put(line, members);
            }
        }
        return api;
    }
}
