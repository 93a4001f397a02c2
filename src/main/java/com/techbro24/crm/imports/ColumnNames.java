package com.techbro24.crm.imports;

/**
 * The column names that are known, by field and language. A name is here only if it means the field
 * in every file: a wrong mapping is worse than none. So {@code Ad}, a first name in Turkish and an
 * advertisement in English, is not here, and neither are other languages' words for status and
 * priority, whose values would not be ours.
 */
final class ColumnNames {
    /**
     * Per field, the best match first; case, accents, punctuation, spaces and the order of words
     * are ignored. A field may have several lines.
     */
    static final String TABLE =
            """
            id: lead id
            externalId: external id
            name: full name, contact name, lead name, customer name, contact, contact person, lead, customer, nombre, nom, kontakt, ansprechpartner
            name: vollständiger name, vor und nachname, name vorname, kundenname, kontaktname
            name: nom complet, nom et prénom, nom prénom, nom du contact, nom du client
            name: nombre completo, nombre y apellidos, nombre y apellido, nombre del contacto, nombre del cliente
            name: nome completo, nome e cognome, cognome e nome, nome cognome, nominativo, nome, nome do contato, nome do contacto, nome do cliente, nome e sobrenome
            name: volledige naam, naam, contactpersoon, naam contactpersoon
            name: imię i nazwisko, nazwisko i imię, osoba kontaktowa
            name: namn, fullständigt namn, för och efternamn, kontaktperson, navn, fulde navn, fullt navn, for og efternavn, for og etternavn
            name: celé jméno, jméno a příjmení, jméno, kontaktní osoba
            name: ad soyad, adı soyadı, ad ve soyad, isim soyisim, isim soyad, isim
            name: фио, полное имя, имя и фамилия, фамилия и имя, фамилия имя отчество, контактное лицо, имя
            name: піб, повне ім'я, ім'я та прізвище, прізвище та ім'я, контактна особа, ім'я
            name: 氏名, 名前, お名前, 姓名, フルネーム, 顧客名, 联系人, 联系人姓名, 全名, 客户姓名, 聯絡人, 客戶姓名
            name: 이름, 성명, 고객명, الاسم الكامل, الاسم, اسم العميل
            firstName: first name, given name, forename, vorname, prénom, nombre de pila, primeiro nome, voornaam, imię, förnamn, fornavn, křestní jméno, adı, الاسم الأول, 名
            middleName: middle name, additional name, second name, zweiter vorname, deuxième prénom, segundo nombre, secondo nome, отчество, по батькові
            lastName: last name, surname, family name, nachname, familienname, zuname, nom de famille, apellido, apellidos, cognome, sobrenome, último nome, apelido, achternaam, nazwisko, efternamn, efternavn, etternavn, příjmení, soyad, soyadı, soyisim, фамилия, прізвище, 姓, 성, اسم العائلة, الاسم الأخير
            phone: phone number, telephone, telephone number, phone 1 value, phone value, tel, mobile, mobile phone, mobile number, cell, cell phone, cellphone, contact number, business phone, work phone, whatsapp, telefon, telefonnummer, handy, rufnummer, telefono, numero de telephone, home phone, other phone, primary phone, main phone, car phone, company main phone, company phone, direct phone, phone work, phone home, phone mobile, phone other, phone direct, mobile phone number, work phone number, home phone number, portable, telephone portable, mobil, mobilnummer, mobiltelefon, telefon privat, telefon geschaftlich, telefon mobil, festnetz, movil, celular, telefono movil
            phone: phone no, telephone no, tel no, mobile no, contact no, telefon no, cep no, handynummer, festnetznummer, telefonnr, mobilnr, telefonní číslo, iş telefonu, tlf, tlfnr, gsm
            phone: telefoon, telefoonnummer, mobiel, 06 nummer, komórka, telemóvel, cellulare, fisso, fixe
            phone: телефон, номер телефона, мобильный, мобильный телефон, тел, номер телефону, мобільний, мобільний телефон
            phone: 電話番号, 電話, 携帯電話, 携帯番号, 携帯, 携帯電話番号, 电话, 电话号码, 手机, 手机号, 手机号码, 联系电话, 移动电话, 電話號碼, 手機, 手機號碼, 聯絡電話
            phone: 전화번호, 전화, 휴대폰, 휴대폰번호, 휴대전화, 핸드폰, 핸드폰번호, 연락처, رقم الهاتف, الهاتف, هاتف, الجوال, رقم الجوال, جوال, رقم الموبايل, الموبايل
            email: e mail, email address, e mail address, mail, e mail 1 value, e mail value, email 2 address, e mail 2 address, secondary email, other email, personal email, additional email addresses, email work, email home, email other, e mail adresse, adresse email, work email, primary email, correo, courriel
            email: mailadresse, adresse électronique, adresse courriel, adresse mail, correo electrónico, dirección de correo electrónico, posta elettronica, indirizzo email, indirizzo di posta elettronica, correio eletrônico, correio eletrónico, endereço de email
            email: e mailadres, emailadres, mailadres, adres email, adres e mail, e post, e postadress, mailadress, e postadresse, emailová adresa, e posta, e posta adresi, eposta adresi
            email: электронная почта, адрес электронной почты, почта, имейл, эл почта, електронна пошта, адреса електронної пошти, ел пошта
            email: メール, メールアドレス, eメール, 電子メール, 邮箱, 电子邮件, 电子邮箱, 邮箱地址, 电子邮件地址, 電子郵件, 電子信箱, 이메일, 이메일주소, 메일, 메일주소, 전자우편, البريد الإلكتروني, بريد إلكتروني, الإيميل, ايميل
            company: company name, organization, organisation, organization name, account, account name, business, business name, employer, company account, firma, unternehmen, empresa, societe
            company: firmenname, unternehmensname, entreprise, nom de l'entreprise, nom de la société, raison sociale, compañía, nombre de la empresa, razón social, organización
            company: azienda, società, nome azienda, ragione sociale, nome da empresa, razão social, organização, bedrijf, bedrijfsnaam, organisatie, nazwa firmy, przedsiębiorstwo
            company: företag, företagsnamn, bolag, virksomhed, virksomhedsnavn, firmanavn, bedrift, bedriftsnavn, selskap, společnost, název firmy, název společnosti, şirket, şirket adı, firma adı
            company: компания, название компании, организация, фирма, компанія, назва компанії, організація, фірма
            company: 会社名, 会社, 企業名, 勤務先, 公司, 公司名称, 公司名稱, 企业名称, 회사, 회사명, 업체명, الشركة, شركة, اسم الشركة
            source: lead source, origin, original source, channel, utm source, quelle, herkunft
            source: leadquelle, source du lead, provenance, origen, fuente, fonte, origem, herkomst, bron, źródło, källa, kilde, zdroj, kaynak, источник, джерело, 流入元, 来源, 유입경로, المصدر
            status: lead status, stage, lead stage
            priority: importance, prioritat
            score: lead score, rating
            scoreByHand: score by hand
            assignedAgentId: assigned agent id, assigned agent, assigned to, agent, owner, lead owner, owner email, assignee
            requiredSkills: required skills, required skill, skills
            tags: tag, labels, label, groups, schlagworte
            tags: schlagwörter, schlagwort, étiquettes, étiquette, mots clés, etiquetas, etiqueta, etichette, tagi, etykiety, taggar, štítky, etiketler, теги, метки, мітки, タグ, 标签, 標籤, 태그, الوسوم
            notes: note, comment, comments, description, remarks, notizen, bemerkung, bemerkungen, remarques, notas
            notes: kommentar, kommentare, notiz, anmerkung, anmerkungen, beschreibung, commentaire, commentaires, remarque, comentario, comentarios, observaciones, nota, commento, commenti, osservazioni
            notes: comentário, comentários, observações, observação, opmerking, opmerkingen, notitie, notities, toelichting, uwagi, notatka, notatki, komentarz, komentarze, anteckning, anteckningar, kommentarer, kommentaar, bemærkning, bemærkninger, merknad, merknader, notat, notater
            notes: poznámka, poznámky, komentář, notlar, açıklama, yorum, yorumlar, комментарий, комментарии, примечание, примечания, заметки, коментар, коментарі, примітка, примітки, нотатки
            notes: 備考, メモ, コメント, 备注, 備註, 说明, 评论, 비고, 메모, 코멘트, ملاحظات, ملاحظة, تعليق, تعليقات
            timezone: time zone, tz, zeitzone, fuseau horaire, zona horaria, fuso orario, fuso horário, tijdzone, strefa czasowa, tidszon, tidszone, časové pásmo, saat dilimi, часовой пояс, часовий пояс
            doNotCall: do not call, dnc, do not contact, opt out, nicht anrufen
            doNotCall: anrufsperre, ne pas appeler, no llamar, non chiamare, não ligar, niet bellen, nie dzwonić, ring inte, ring ikke, nevolat, aramayın, не звонить, не дзвонити
            consentBasis: consent basis, consent
            consentSource: consent source
            consentAt: consent at, consent date, consent given at
            value: amount, deal value, lead value, potential, wert, umsatz
            value: betrag, auftragswert, montant, importe, importo, bedrag, kwota, belopp, beløb, beløp, částka, tutar, сумма, сума, 金額, 金额, 금액, المبلغ
            currency: currency code, wahrung
            currency: devise, moneda, divisa, valuta, moeda, waluta, měna, para birimi, валюта, 通貨, 货币, 币种, 貨幣, 통화, العملة
            nextFollowUpAt: next follow up at, next follow up, follow up, follow up date, follow up at, wiedervorlage
            nextFollowUpAt: wiedervorlage am, date de relance, prochaine relance, próximo seguimiento, prossimo follow up
            lostReason: lost reason, reason lost, reason
            lostReason: verlustgrund, raison de la perte, motivo de pérdida, motivo da perda, reden verlies
            """;

    /**
     * Words of which a header can be put together: a phone of any kind is {@code phone}. A header
     * with one more word, such as a type or a verification, is not known.
     */
    static final String COMPOUNDS =
            """
            phone: phone, telephone, tel, mobile, cell, cellphone, telefon, telefonnummer, handy, handynummer, mobil, mobilnummer, mobiltelefon, telefono, telefone, portable, movil, celular, cellulare, telemovel, telefoon, telefoonnummer, mobiel, komorka, telefonu, tlf, gsm, телефон, телефона, телефону, тел, 電話, 电话
            phone kinds: number, nummer, nr, numero, numer, cislo, numarasi, номер, work, business, office, home, private, personal, main, primary, other, direct, company, contact, arbeit, geschaftlich, dienstlich, buro, privat, firma, zentrale, kontakt, professionnel, pro, bureau, domicile, personnel, principal, trabajo, oficina, casa, particular, lavoro, ufficio, trabalho, escritorio, residencial, comercial, werk, prive, zakelijk, kantoor, thuis, sluzbowy, prywatny, domowy, komorkowy, arbete, jobb, arbejde, hem, hjem, hjemme, prace, domu, osobni, mobilni, cep, de, di, da, do, del, du, la, fixe, fijo, fisso, festnetz, рабочий, домашний, мобильный, личный, робочий, домашній, мобільний
            email: email, mailadresse, courriel, correo, eposta, epost, имейл
            email kinds: address, adresse, adres, adress, adresa, adresi, direccion, indirizzo, endereco, work, business, office, home, private, personal, main, primary, secondary, other, company, contact, electronico, geschaftlich, dienstlich, buro, privat, firma, kontakt, professionnel, pro, personnel, principal, trabajo, lavoro, ufficio, aziendale, trabalho, pessoal, werk, prive, zakelijk, sluzbowy, prywatny, arbete, jobb, arbejde, praca, kisisel, de, di, da, do, del
            """;

    private ColumnNames() {}
}
