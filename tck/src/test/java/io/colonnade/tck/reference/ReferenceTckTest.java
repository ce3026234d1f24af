// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.BackendTck;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pristine backend without JDBC passes every rule but those that prove the forms of SQL. */
class ReferenceTckTest extends BackendTck {

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("memory:///tck");
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(new ReferenceBackend());
    }

    @Override
    protected boolean strict() {
        return true;
    }

    /** The forms of SQL of which its language has none, and which a dialect cannot declare as missing one by one. */
    @Override
    protected Map<String, String> exclusions() {
        return Stream.of("FLG-102", "FLG-103", "FLG-104", "FLG-109", "FLG-110", "FLG-112", "FLG-113", "FLG-114", "FLG-116", "FLG-119",
                "FLG-120", "FLG-121", "FLG-122", "FLG-123").collect(Collectors.toMap(Function.identity(),
                        id -> "it needs SQL that the reference backend does not speak"));
    }
}
