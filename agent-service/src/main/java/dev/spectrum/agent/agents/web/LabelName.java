package dev.spectrum.agent.agents.web;

import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.platform.web.ProblemException;
import java.util.regex.Pattern;

/** What a label may be called. */
final class LabelName {

    /** {@code latest} would be taken for the latest version. */
    private static final Pattern PATTERN = Pattern.compile("(?!latest$)[a-z][a-z0-9_-]{0,62}");

    private static final int MOST = 50;

    private LabelName() {}

    static void require(String name) {
        if (!PATTERN.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "/labels/" + name.replace("~", "~0").replace("/", "~1"),
                    "Must be lower-case letters, digits, - and _, begin with a letter, and not be `latest`.");
        }
    }

    static void requireRoom(Agent agent, String name) {
        requireRoom(agent.labels().size() + (agent.label(name).isPresent() ? 0 : 1));
    }

    static void requireRoom(int labels) {
        if (labels > MOST) {
            throw ProblemException.invalid("/labels", "An agent has at most " + MOST + " labels.");
        }
    }
}
