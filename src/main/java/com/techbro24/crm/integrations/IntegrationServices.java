package com.techbro24.crm.integrations;

import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.outbound.SecretBox;

/**
 * What connections need of the program.
 *
 * @param contacts finds leads of the same person
 * @param connectors makes the connector of a connection
 */
public record IntegrationServices(
        Database database,
        GroupCommit writer,
        CommandCatalog catalog,
        CommandRunner runner,
        ChangeReader reader,
        RowCatalog rows,
        Contacts contacts,
        SecretBox secrets,
        Connector.Factory connectors) {}
