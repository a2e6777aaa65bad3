package dev.spectrum.local;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody's browser on Keycloak's pages. */
final class KeycloakPages {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*/login-actions/[^\"]*)\"");
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** Takes up an invitation: follows the mail's link, says the name, sets the password. */
    static void takeUp(String link, String password, String firstName, String lastName)
            throws IOException, InterruptedException {
        KeycloakPages browser = new KeycloakPages();
        String asked = browser.get(URI.create(link));
        String profileForm = browser.get(first(LINK, asked));
        String passwordForm =
                browser.post(first(FORM, profileForm), Map.of("firstName", firstName, "lastName", lastName));
        browser.post(first(FORM, passwordForm), Map.of("password-new", password, "password-confirm", password));
    }

    private static URI first(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        if (!found.find()) {
            throw new AssertionError("nothing like " + pattern + " in " + page);
        }
        return URI.create(found.group(1).replace("&amp;", "&"));
    }

    private String get(URI uri) throws IOException, InterruptedException {
        return send(uri, HttpRequest.newBuilder().GET());
    }

    private String post(URI uri, Map<String, String> fields) throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                uri,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    /** Keycloak's cookies are Secure, which a browser accepts from localhost and the JDK does not. */
    private String send(URI uri, HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = http.send(request.uri(uri).build(), BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("set-cookie")) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer.headers()
                .firstValue("location")
                .map(uri::resolve)
                .map(this::follow)
                .orElse(answer.body());
    }

    private String follow(URI to) {
        try {
            return get(to);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("could not follow " + to, e);
        }
    }
}
