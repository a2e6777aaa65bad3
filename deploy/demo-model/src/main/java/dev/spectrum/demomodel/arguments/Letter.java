package dev.spectrum.demomodel.arguments;

import dev.spectrum.demomodel.words.Mentions;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An email in the words of whoever asked for it: what stands after "saying" or "that" is its text, what stands after
 * "about" its subject. Nothing is made up: with neither there is no letter.
 */
record Letter(String subject, String body) {

    private static final Pattern SUBJECT = Pattern.compile(
            "\\bsubject(?: line)?:? (?:\"([^\"]+)\"|([^\",]+?)(?=,| (?:and|about|saying|with|body|text)\\b|$))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXT = Pattern.compile(
            "(?:\\b(?:saying|says|to say|and say|telling (?:her|him|them)|(?:with the |and )?(?:text|body|message)(?: is)?)\\b:?(?: that)?"
                    + "|\\b(?:e-?mail|write|mail|tell|message|inform|line)\\b.*?\\bthat\\b) (.+)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TOPIC = Pattern.compile(
            "\\b(?:about|regarding|concerning)\\b (.+?)(?=[,;]? (?:saying|says|and say|that says|telling|with the text|with subject)\\b|[.!?]?$)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static Optional<Letter> from(Mentions mentions, Optional<String> recipient) {
        String question = mentions.question();
        Optional<String> topic = topic(mentions);
        Optional<String> text = found(TEXT, question);
        Optional<String> subject = found(SUBJECT, question).or(() -> topic.map(Letter::capitalised));
        if (text.isEmpty() && topic.isEmpty()) {
            return Optional.empty();
        }
        boolean isWordForWord = text.isPresent() && mentions.quoted().contains(text.get());
        String said = text.map(Letter::sentence).orElseGet(() -> "I am writing about " + topic.orElseThrow() + ".");
        String body = isWordForWord ? text.get() : greeting(recipient) + "\n\n" + said + "\n\nBest regards";
        return Optional.of(new Letter(subject.orElseGet(() -> shortened(said)), body));
    }

    static Optional<String> topic(Mentions mentions) {
        return found(TOPIC, mentions.question());
    }

    String html() {
        String escaped = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<p>" + escaped.replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p>";
    }

    private static Optional<String> found(Pattern pattern, String question) {
        Matcher matcher = pattern.matcher(question);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String words = first == null ? matcher.group(2) : first;
        return Optional.of(words.strip().replaceAll("^[\"“]|[\"”]$", ""));
    }

    private static String greeting(Optional<String> recipient) {
        return recipient.map(name -> "Hi " + name.split(" ", 2)[0] + ",").orElse("Hello,");
    }

    private static String sentence(String words) {
        String sentence = capitalised(words);
        return sentence.matches("(?s).*[.!?]") ? sentence : sentence + ".";
    }

    private static String capitalised(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String shortened(String sentence) {
        String line = sentence.replaceAll("[.!]$", "");
        if (line.length() <= 60) {
            return line;
        }
        return line.substring(0, line.lastIndexOf(' ', 60)) + " ...";
    }
}
