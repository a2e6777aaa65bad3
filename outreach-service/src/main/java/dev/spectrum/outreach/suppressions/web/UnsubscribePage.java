package dev.spectrum.outreach.suppressions.web;

import dev.spectrum.outreach.html.domain.HtmlText;

/** The page behind an unsubscribe link: no script, nothing loaded from anywhere. */
final class UnsubscribePage {

    /** Nothing but its own style and a form to where it came from. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%s</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 15vh auto; padding: 0 1rem; color: #1e293b }
            button { font: inherit; padding: .6rem 1.2rem; border: 0; border-radius: .4rem; background: #1e293b; color: #fff }
            </style>
            </head>
            <body>
            %s
            </body>
            </html>
            """;

    private UnsubscribePage() {}

    /** Asks; the form posts to the page's own address. */
    static String question(String address) {
        return page("Unsubscribe", """
                <h1>Unsubscribe</h1>
                <p>No more messages to %s?</p>
                <form method="post">
                <input type="hidden" name="List-Unsubscribe" value="One-Click">
                <button type="submit">Unsubscribe</button>
                </form>\
                """.formatted(masked(address)));
    }

    static String done(String address) {
        return page("Unsubscribed", """
                <h1>You are unsubscribed</h1>
                <p>No more messages go to %s.</p>\
                """.formatted(masked(address)));
    }

    static String unknown() {
        return page("Not found", """
                <h1>This link leads nowhere</h1>
                <p>Please use the link of a message just as it stands there.</p>\
                """);
    }

    /** Links get forwarded: who has one need not learn whose it is. */
    private static String masked(String address) {
        int at = address.indexOf('@');
        return HtmlText.escaped(address.substring(0, Math.min(1, at)) + "…" + address.substring(at));
    }

    private static String page(String title, String content) {
        return FRAME.formatted(title, content);
    }
}
