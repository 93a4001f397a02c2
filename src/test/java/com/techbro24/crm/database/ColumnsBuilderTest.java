package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Entity;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Declarations of columns that cannot be right. */
class ColumnsBuilderTest {
    private record Wrong(
            String id, int version, Map<String, String> map, Integer boxed, String name)
            implements Entity {}

    @Test
    void a_wrong_declaration_is_refused_with_all_its_errors() {
        var wrong =
                Columns.of(MethodHandles.lookup(), Wrong.class, "wrong")
                        .readBy("nam", Row::text)
                        .derived("name", Wrong::name)
                        .fixed("colour")
                        .insertOnly("version");

        assertThatThrownBy(wrong::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The columns of Wrong")
                .hasMessageContaining("nam is no component")
                .hasMessageContaining("map has a type that no column has by itself")
                .hasMessageContaining("boxed has a type that no column has by itself")
                .hasMessageContaining("name is written twice")
                .hasMessageContaining("version is written twice")
                .hasMessageContaining("colour is fixed and not written");
    }

    @Test
    void a_lookup_that_may_not_see_the_record_is_refused() {
        assertThatThrownBy(
                        () ->
                                Columns.of(MethodHandles.publicLookup(), Wrong.class, "wrong")
                                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
