// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;
import java.util.Set;

/** Two dialects that differ in whatever the compiler asks for. */
final class Dialects {

    /** The standard's spelling, and all features. */
    static final Dialect ANSI = Dialect.builder("ansi").with(Feature.values()).without(Feature.DEFAULT_NULLS_FIRST)
            .upsert(Upsert.ON_CONFLICT).updateFrom(UpdateFrom.FROM).deleteUsing(DeleteUsing.USING).build();

    /** Few features, and other forms of everything. */
    static final Dialect POOR = Dialect.builder("poor").paramStyle(ParamStyle.DOLLAR_NUMERIC).identifierQuote('`')
            .with(Feature.DEFAULT_NULLS_FIRST, Feature.PRECISE_AVERAGE).defaultValues(DefaultValues.EMPTY_LISTS)
            .offsetWithoutLimit(OffsetWithoutLimit.LIMIT_MAXIMUM).generatedKey(GeneratedKey.AUTO_INCREMENT).type(Family.BOOLEAN,
                    "TINYINT(1)")
            .function(PortableFunction.LENGTH, "length({0})").function(PortableFunction.CONCAT, "concat({*})")
            .function(PortableFunction.INTEGER_DIVISION, "{0} DIV {1}")
            .function(PortableFunction.IS_DISTINCT_FROM, "NOT ({0} <=> {1})")
            .function(PortableFunction.IS_NOT_DISTINCT_FROM, "{0} <=> {1}").withoutFunction(PortableFunction.ABS)
            .upsert(Upsert.ON_DUPLICATE_KEY_VALUES).updateFrom(UpdateFrom.MULTI_TABLE).deleteUsing(DeleteUsing.MULTI_TABLE)
            .stringAggregation(StringAggregation.GROUP_CONCAT)
            .maxIdentifierLength(20).maxBindParameters(100).lexicalRules(backslashes()).build();

    /** What queries need, in other forms than the standard's. */
    static final Dialect OTHER = Dialect.builder("other").with(Feature.INTERSECT_EXCEPT, Feature.COMMON_TABLES, Feature.ROW_LOCKS)
            .with(Feature.WINDOW_FUNCTIONS, Feature.LATERAL, Feature.DEFAULT_NULLS_FIRST)
            .setOperands(SetOperands.DERIVED_TABLE).valuesForm(ValuesForm.UNION_ALL).groupingForm(GroupingForm.WITH_ROLLUP)
            .shareLock(ShareLock.LOCK_IN_SHARE_MODE).build();

    private Dialects() {
    }

    private static LexicalRules backslashes() {
        LexicalRules a = LexicalRules.ANSI;
        return new LexicalRules(a.stringQuotes(), Set.of(LexicalRules.Quote.BACKTICK), true, a.escapeStrings(), a.dollarQuotes(),
                a.nestedComments(), a.hashComments(), a.dashComments(), a.questionOperators(), a.parameterPrefixes());
    }
}
