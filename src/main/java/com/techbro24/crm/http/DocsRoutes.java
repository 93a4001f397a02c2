package com.techbro24.crm.http;

import java.util.List;

/** The reference of the API. */
final class DocsRoutes {
    private DocsRoutes() {}

    static List<Route> of(List<Mounted> all) {
        return List.of();
    }
}
