// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What holds for all rules of a group, where a rule does not say otherwise. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Topic {

    /** Why the rules of the group matter, as a sentence. */
    String why();

    /** What to look at when one of them fails, as a sentence. */
    String look();
}
