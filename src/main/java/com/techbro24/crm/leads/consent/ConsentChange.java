package com.techbro24.crm.leads.consent;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to the ledger of consent. */
public final class ConsentChange {
    /**
     * An entry was recorded by a command of its own. Where an entry follows from a change of a
     * lead, that change tells it.
     */
    public static final ChangeKind RECORDED = ChangeKind.of("consent.recorded");

    public static final List<ChangeKind> ALL = List.of(RECORDED);

    private ConsentChange() {}
}
