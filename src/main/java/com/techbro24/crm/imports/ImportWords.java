package com.techbro24.crm.imports;

import com.techbro24.crm.base.Fold;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Known column names for the fields of a lead. */
final class ImportWords {
    static final String FIRST_NAME = "firstName";
    static final String MIDDLE_NAME = "middleName";
    static final String LAST_NAME = "lastName";
    static final String SCORE_BY_HAND = "scoreByHand";
    static final String CUSTOM = "custom.";

    /** The error column in files of rejected rows; never a field. */
    static final String REASONS = "import_error";

    /**
     * Fields that several columns can be mapped to: the first non-empty cell is used, and the
     * others are appended or kept in the notes.
     */
    static final Set<String> SEVERAL =
            Set.of(
                    "phone",
                    "email",
                    "company",
                    "source",
                    "notes",
                    "tags",
                    "requiredSkills",
                    "doNotCall");

    /** Per field, the best match first; punctuation and spaces are ignored. */
    private static final String TABLE =
            """
            id: lead id
            name: full name, contact name, lead name, customer name, contact, lead, customer, nombre, nom, kontakt, ansprechpartner
            firstName: first name, given name, forename, vorname, prenom
            middleName: middle name, additional name, second name, zweiter vorname
            lastName: last name, surname, family name, nachname, familienname
            phone: phone number, telephone, telephone number, phone 1 value, phone value, tel, mobile, mobile phone, mobile number, cell, cell phone, cellphone, contact number, business phone, work phone, whatsapp, telefon, telefonnummer, handy, rufnummer, telefono, numero de telephone, home phone, other phone, primary phone, main phone, car phone, company main phone, company phone, direct phone, phone work, phone home, phone mobile, phone other, phone direct, mobile phone number, work phone number, home phone number, portable, telephone portable, mobil, mobilnummer, mobiltelefon, telefon privat, telefon geschaftlich, telefon mobil, festnetz, movil, celular, telefono movil
            email: e mail, email address, e mail address, mail, e mail 1 value, e mail value, email 2 address, e mail 2 address, secondary email, other email, personal email, additional email addresses, email work, email home, email other, e mail adresse, adresse email, work email, primary email, correo, courriel
            company: company name, organization, organisation, organization name, account, account name, business, business name, employer, company account, firma, unternehmen, empresa, societe
            source: lead source, origin, original source, channel, utm source, quelle, herkunft
            status: lead status, stage, lead stage
            priority: importance, prioritat
            score: lead score, rating
            scoreByHand: score by hand
            assignedAgentId: assigned agent id, assigned agent, assigned to, agent, owner, lead owner, owner email, assignee
            requiredSkills: required skills, required skill, skills
            tags: tag, labels, label, groups, schlagworte
            notes: note, comment, comments, description, remarks, notizen, bemerkung, bemerkungen, remarques, notas
            timezone: time zone, tz, zeitzone
            doNotCall: do not call, dnc, do not contact, opt out, nicht anrufen
            consentBasis: consent basis, consent
            consentSource: consent source
            consentAt: consent at, consent date, consent given at
            value: amount, deal value, lead value, potential, wert, umsatz
            currency: currency code, wahrung
            nextFollowUpAt: next follow up at, next follow up, follow up, follow up date, follow up at, wiedervorlage
            lostReason: lost reason, reason lost, reason
            """;

    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    /** Fields with several numbered columns, such as Phone 2 - Value. */
    private static final Set<String> NUMBERED_FIELDS = Set.of("phone", "email");

    private static final Map<String, Word> WORDS = new HashMap<>();
    private static final Set<String> FIELDS = new LinkedHashSet<>();

    /** The field of a name; a lower rank is a better match. */
    record Word(String field, int rank) {}

    static {
        for (String line : TABLE.split("\n")) {
            int colon = line.indexOf(':');
            String field = line.substring(0, colon);
            FIELDS.add(field);
            WORDS.put(key(field), new Word(field, 0));
            List<String> names = List.of(line.substring(colon + 1).split(","));
            for (int rank = 0; rank < names.size(); rank++) {
                WORDS.putIfAbsent(key(names.get(rank)), new Word(field, rank + 1));
            }
        }
    }

    private ImportWords() {}

    /** The fields that a column can be mapped to, without custom fields. */
    static Set<String> fields() {
        return FIELDS;
    }

    static boolean isKnown(String header) {
        return header.startsWith(CUSTOM) || find(header).isPresent();
    }

    static Optional<Word> find(String header) {
        String key = key(header);
        return Optional.ofNullable(WORDS.get(key))
                .or(
                        () ->
                                Optional.ofNullable(WORDS.get(NUMBERS.matcher(key).replaceAll("")))
                                        .filter(word -> NUMBERED_FIELDS.contains(word.field())));
    }

    /** The normalised column name, equal for all spellings. */
    static String key(String name) {
        return SIGNS.matcher(Fold.of(name)).replaceAll("");
    }
}
