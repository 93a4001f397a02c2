package com.techbro24.crm.imports;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The program that exported a file, recognised by its header. Its ids, owners and stages mean
 * nothing here and are ignored.
 */
public enum Layout {
    GOOGLE_CONTACTS(
            2,
            """
            signs: email1value, email1label, email1type, phone1value, phone1label, phone1type, groupmembership, labels, fileas, organization1name
            company: organization1name
            tags: labels, groupmembership
            -: priority, status, id
            """),
    OUTLOOK(
            2,
            """
            signs: businessphone, homephone, businessfax, homefax, email2address, email3address, emaildisplayname, emailtype, companymainphone, managersname, assistantsname, businessstreet, homestreet, categories, officelocation, sensitivity
            tags: categories
            -: priority, account, id
            """),
    HUBSPOT(
            2,
            """
            signs: recordid, lifecyclestage, contactowner, marketingcontactstatus, associatedcompany, associatedcompanyids, createdate, lastactivitydate, originaltrafficsource
            company: companyname, associatedcompany
            source: originalsource, originaltrafficsource
            -: id, recordid, contactid, lifecyclestage, leadstatus, status, stage, dealstage, contactowner, owner, priority, timezone, hubspotscore, score
            """),
    SALESFORCE(
            1,
            """
            signs: masterrecordid, isdeleted, isconverted, ownerid, companyaccount, systemmodstamp, convertedaccountid, hasoptedoutofemail
            -: id, leadid, contactid, status, leadstatus, stage, leadstage, rating, ownerid, owner, leadowner, contactowner, priority, account
            """),
    ZOHO(
            2,
            """
            signs: leadownerid, contactownerid, secondaryemail, emailoptout, skypeid, noofemployees, createdtime, modifiedtime, unsubscribedmode, lastactivitytime, recordid
            -: id, recordid, leadid, contactid, status, leadstatus, stage, leadstage, rating, score, owner, leadowner, leadownerid, contactowner, contactownerid, priority
            """),
    PIPEDRIVE(
            2,
            """
            signs: personname, personid, personowner, personorganization, personlabel, personphone, personemail, phonework, phonehome, phonemobile, phoneother, emailwork, emailhome, emailother, opendeals, closeddeals, wondeals, lostdeals, dealid, dealtitle, dealstage, dealstatus
            name: personname
            phone: personphone, personphonework, personphonehome, personphonemobile, personphoneother
            email: personemail, personemailwork, personemailhome, personemailother
            company: personorganization, dealorganization, leadorganization
            tags: label, personlabel, leadlabel, deallabel
            value: dealvalue, leadvalue
            currency: dealcurrency, dealcurrencyofvalue, leadcurrency, leadcurrencyofvalue
            -: id, personid, dealid, leadid, lead, leadtitle, dealtitle, status, dealstatus, leadstatus, stage, dealstage, leadstage, owner, personowner, dealowner, leadowner, lostreason, deallostreason, priority
            """);

    private final int signsMin;
    private final Set<String> signs = new HashSet<>();
    private final Map<String, String> fields = new HashMap<>();

    Layout(int signsMin, String table) {
        this.signsMin = signsMin;
        for (String line : table.split("\n")) {
            int colon = line.indexOf(':');
            String field = line.substring(0, colon);
            for (String name : line.substring(colon + 1).split(",")) {
                if (field.equals("signs")) {
                    signs.add(name.strip());
                } else {
                    fields.put(name.strip(), field);
                }
            }
        }
    }

    /** The layout with the most matching columns; empty if none has enough. */
    static Optional<Layout> of(List<String> header) {
        List<String> keys = header.stream().map(ImportWords::key).toList();
        return Stream.of(values())
                .filter(layout -> layout.count(keys) >= layout.signsMin)
                .max(Comparator.comparingLong(layout -> layout.count(keys)));
    }

    private long count(List<String> keys) {
        return keys.stream().distinct().filter(signs::contains).count();
    }

    /**
     * The field of a column in this layout, or {@link ImportMapping#NONE}; empty to use the general
     * names.
     */
    Optional<String> field(String header) {
        return Optional.ofNullable(fields.get(ImportWords.key(header)));
    }
}
