// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import io.colonnade.dialect.Feature;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** Marks a method of the kit as the test of one rule. */
@Test
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {

    /** Three letters for the group and a number: {@code TXN-04}. Never used again for another rule. */
    String id();

    /** The rule, as a sentence that begins in lower case and has no full stop at its end. */
    String text();

    /** How binding it is. */
    Level level() default Level.MUST;

    /**
     * What the database needs for it, as the connection's live dialect declares it. Where one of them is lacking the rule is not
     * skipped: the kit tests instead that the missing feature is refused, or is missing as declared.
     */
    Feature[] needs() default {};

    /**
     * The features whose declaration it proves in both directions: what the dialect declares and the database does not have fails the rule;
     * what the database has and the dialect does not declare is reported, and fails it if the kit is strict.
     */
    Feature[] proves() default {};

    /** The other components of the dialect that it proves so, as {@link io.colonnade.dialect.Dialect#components} names them. */
    String[] components() default {};

    /** Why it matters; empty where what its group says of that holds for it. */
    String why() default "";

    /** What to look at when the rule fails; empty where what its group says of that is enough. */
    String hint() default "";
}
