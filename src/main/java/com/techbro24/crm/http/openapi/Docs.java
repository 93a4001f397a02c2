package com.techbro24.crm.http.openapi;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Problem;

/** The HTML pages: the API reference and the list of problems. */
final class Docs {
    private static final String STYLE =
            """
            body{margin:0 auto;max-width:46rem;padding:2rem 1rem;font:16px/1.6 system-ui,sans-serif;\
            color:#1f2328;background:#fff}
            h1{font-size:1.6rem}h2{font-size:1.1rem;margin:2rem 0 .2rem;scroll-margin-top:1rem}
            h2 small{color:#656d76;font-weight:400}
            code{font:.9em ui-monospace,monospace;background:#f0f1f3;padding:.1em .3em;border-radius:4px}
            p{margin:.2rem 0}a{color:#0757ba}h2:target{background:#fff5cc}
            @media(prefers-color-scheme:dark){body{background:#16181c;color:#e3e6ea}\
            code{background:#2a2e35}a{color:#79b8ff}h2:target{background:#4a4000}}
            """;

    private static final String FIRST_STEPS =
            """
            #first{max-width:46rem;margin:0 auto;padding:2rem 1rem;font:16px/1.6 system-ui,sans-serif;\
            color:#1f2328}
            #first h1{font-size:1.6rem}#first h2{font-size:1.1rem;margin:2rem 0 .2rem}
            #first code{font:.9em ui-monospace,monospace;background:#f0f1f3;padding:.1em .3em;border-radius:4px}
            #first pre{background:#f0f1f3;padding:1rem;overflow:auto}#first pre code{padding:0}
            """;

    /** What draws the reference; when it is drawn, the first steps are at its top. */
    static final String DRAW =
            """

            const source="/api/openapi.json";
            Redoc.init(source, {
              hideHostname: true,
              pathInMiddlePanel: true,
              expandResponses: "200,201",
              requiredPropsFirst: true,
              nativeScrollbars: true,
              hideLoading: true,
              sortOperationsAlphabetically: false,
            }, document.getElementById("reference"), () => document.getElementById("first").remove());
            """;

    private Docs() {}

    /** The first steps, which can be read at once, until the script has drawn the reference. */
    static String reference() {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>TechBro24 CRM: API reference</title>
        <link rel="icon" href="data:,">
        <style>body{margin:0}
        %s</style>
        <link rel="preload" href="/api/openapi.json" as="fetch" crossorigin="anonymous">
        </head>
        <body>
        <main id="first">
        <h1>TechBro24 CRM</h1>
        <noscript><p>The reference needs JavaScript; the document itself is at \
        <a href="/api/openapi.json">/api/openapi.json</a>.</p></noscript>
        %s</main>
        <div id="reference"></div>
        <script src="/docs/redoc.js" defer></script>
        </body>
        </html>
        """
                .formatted(FIRST_STEPS, Guide.html());
    }

    /** The meaning of a problem's code, and what a client can do. */
    static String explain(Problem.Code code) {
        return switch (code) {
            case INVALID ->
                    "Something in the request is malformed, unknown or out of bounds; errors names"
                            + " each field. Sending it again unchanged will not help.";
            case UNAUTHENTICATED ->
                    "A token is missing, unknown, expired or revoked. Log in again.";
            case FORBIDDEN -> "The caller is known, but its role or key does not allow this.";
            case NOT_FOUND ->
                    "The row does not exist, or the caller cannot see it; the response is the same for both.";
            case METHOD_NOT_ALLOWED ->
                    "The path does not support this method; Allow lists those that it does.";
            case TIMEOUT -> "The request was received too slowly. Send it again.";
            case CONFLICT ->
                    "It conflicts with the current state: a duplicate, a step that the state does not allow,"
                            + " or the same request still in progress.";
            case GONE -> "It existed once and will not be available again.";
            case STALE ->
                    "The row has changed since the version in If-Match. Read it, then decide again.";
            case TOO_LARGE -> "The body, the address or the headers are larger than allowed.";
            case UNSUPPORTED ->
                    "The route does not support the body's Content-Type or Content-Encoding.";
            case UNPROCESSABLE ->
                    "The request is well-formed, but a business rule forbids it; or an Idempotency-Key was reused for a different request.";
            case LIMITED -> "Too many requests. Retry after the seconds in Retry-After.";
            case FAULT -> "An internal error, logged under the requestId; please report that id.";
            case UNAVAILABLE ->
                    "Not possible right now: a restart, an overload, or a busy database. Retry after the seconds in Retry-After.";
        };
    }

    static String problems() {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
                .append(
                        "<title>TechBro24 CRM: problems</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Problems</h1>\n")
                .append("<p>Every error is an RFC 9457 document with a ")
                .append("<code>code</code> for programs and the <code>requestId</code> in the ")
                .append("server's log. <a href=\"/docs\">API reference</a></p>\n");
        for (Problem.Code code : Problem.Code.values()) {
            String word = EnumNames.of(code);
            page.append("<h2 id=\"%s\"><code>%s</code> ".formatted(word, word))
                    .append("<small>%d %s</small></h2>\n".formatted(code.status(), code.title()))
                    .append("<p>%s</p>\n".formatted(explain(code)));
        }
        return page.append("</body>\n</html>\n").toString();
    }
}
