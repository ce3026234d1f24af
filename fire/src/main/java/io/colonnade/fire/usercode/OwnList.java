// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import java.util.AbstractList;
import java.util.List;

/** A list that runs code whenever it is asked. */
final class OwnList<E> extends AbstractList<E> {

    private final List<E> elements;
    private final Runnable code;

    OwnList(List<E> elements, Runnable code) {
        this.elements = elements;
        this.code = code;
    }

    @Override
    public E get(int index) {
        code.run();
        return elements.get(index);
    }

    @Override
    public int size() {
        code.run();
        return elements.size();
    }
}
