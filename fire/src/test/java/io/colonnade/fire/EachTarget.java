// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The databases that can be had here, once for each run of the tests; what cannot is said. */
public final class EachTarget implements ArgumentsProvider {

    private static final OurTargets TARGETS = open();

    private static OurTargets open() {
        try {
            OurTargets targets = new OurTargets();
            Runtime.getRuntime().addShutdownHook(new Thread(targets::close));
            targets.missing().forEach(reason -> System.out.println("without " + reason));
            return targets;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Those that can be had here. */
    public static OurTargets targets() {
        return TARGETS;
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return TARGETS.all().stream().map(Arguments::of);
    }
}
