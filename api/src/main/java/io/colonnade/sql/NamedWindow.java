// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A window under a name, declared with {@link Select#window} and used by any functions of that select.
 *
 * @param name its name
 * @param window the window
 */
public record NamedWindow(String name, Window window) implements WindowReference {

    public NamedWindow {
        Usage.name(name, "the name of a window");
        Usage.required(window, "the window named " + name).check();
    }
}
