// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.dialect.Fraction;
import io.colonnade.sql.Converter;
import io.colonnade.sql.SqlType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arrays as the server writes them: {@code {a,NULL,"b,c"}}. An array of arrays is one of more dimensions.
 *
 * @param element the type of the elements
 * @param <A> the class of the array
 */
record ArrayConverter<A>(SqlType<?> element) implements Converter<A, String> {

    private static final String SPECIAL = "{},;";

    @Override
    public String toDatabase(A array) {
        StringBuilder text = new StringBuilder();
        write(text, (Object[]) array);
        // An array without any element has no dimensions.
        return text.chars().allMatch(c -> SPECIAL.indexOf(c) >= 0) ? "{}" : text.toString();
    }

    @Override
    public boolean dropsFraction(A array) {
        return Arrays.stream((Object[]) array).anyMatch(one -> Fraction.isFiner(element, one));
    }

    private void write(StringBuilder text, Object[] array) {
        int length = -1;
        for (int i = 0; i < array.length; i++) {
            text.append(i == 0 ? '{' : delimiter());
            if (element.converter() instanceof ArrayConverter<?> inner) {
                Object[] row = row(array[i], i);
                if (length >= 0 && row.length != length) {
                    throw TextScanner.refused("has an array of " + row.length + " elements at index " + i + " and one of " + length
                            + " before it; PostgreSQL takes only those of equal length");
                }
                length = row.length;
                inner.write(text, row);
            } else if (array[i] == null) {
                text.append("NULL");
            } else {
                String one = TextForm.write(element, array[i]);
                TextScanner.append(text, one, one.equalsIgnoreCase("NULL") ? one : SPECIAL);
            }
        }
        text.append(array.length == 0 ? "{}" : "}");
    }

    private static Object[] row(Object row, int index) {
        if (row == null) {
            throw TextScanner.refused("has null in place of an array at index " + index + "; PostgreSQL has NULL only as an element");
        }
        return (Object[]) row;
    }

    /** The type box alone has another one, because commas are part of its values. */
    private char delimiter() {
        return element.converter() instanceof ArrayConverter<?> inner ? inner.delimiter() : "box".equals(element.vendorName()) ? ';' : ',';
    }

    @Override
    public A fromDatabase(String text) {
        return fromDatabase(new TextScanner(text, "an array"));
    }

    @SuppressWarnings("unchecked") // an array of the element's class
    A fromDatabase(TextScanner scanner) {
        if (scanner.startsWith('[')) {
            // Where the first index is not 1 the bounds stand in front.
            scanner.part("=");
            scanner.expect("=");
        }
        Object[] array = read(scanner);
        scanner.expectEnd();
        return (A) array;
    }

    private Object[] read(TextScanner scanner) {
        List<Object> elements = new ArrayList<>();
        scanner.expect("{");
        if (!scanner.accept('}')) {
            do {
                elements.add(one(scanner));
            } while (scanner.expect(delimiter() + "}") == delimiter());
        }
        return elements.toArray((Object[]) Array.newInstance(element.javaType(), elements.size()));
    }

    private Object one(TextScanner scanner) {
        if (element.converter() instanceof ArrayConverter<?> inner) {
            return inner.read(scanner);
        } else if (scanner.startsWith('{')) {
            throw TextScanner.refused("is an array of more dimensions than its type says; use arrayOf(arrayOf(…))");
        }
        String text = scanner.part(delimiter() + "}");
        return text.equals("NULL") && !scanner.wasQuoted() ? null : TextForm.read(element, text);
    }
}
