package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;

import com.techbro24.crm.app.AccessMatrixWorld.Row;
import java.util.List;

/**
 * The lines of {@link AccessMatrixFixtures} about how leads are reached, and whether they may be.
 */
final class AccessMatrixContacts {
    private AccessMatrixContacts() {}

    static List<Fixture> fixtures() {
        return List.of(
                of("GET /api/leads/{id}/consent").row(Row.LEAD),
                of("POST /api/leads/{id}/consent").row(Row.LEAD));
    }
}
