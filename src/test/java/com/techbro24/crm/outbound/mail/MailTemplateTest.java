package com.techbro24.crm.outbound.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MailTemplateTest {
    @Test
    void a_page_shows_a_text_as_a_text_and_a_plain_mail_shows_it_as_it_is() {
        MailTemplate template = MailTemplate.named("notification");
        Map<String, String> fields =
                Map.of(
                        "title", "<script>alert(1)</script> $1 \\",
                        "message", "one\n\"two\" & 'three' {{title}}",
                        "unsubscribe", "<a href=\"https://crm.test\">Unsubscribe</a>");
        assertThat(template.html(fields))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; $1 \\")
                .contains("one<br>\n&quot;two&quot; &amp; &#39;three&#39; {{title}}")
                .contains("<a href=\"https://crm.test\">")
                .doesNotContain("<script>");
        assertThat(template.text(fields))
                .startsWith("<script>alert(1)</script> $1 \\\n\none\n\"two\" & 'three' {{title}}\n")
                .doesNotContain("{{footer}}");
    }
}
