package dev.spectrum.conversation.turn;

import dev.spectrum.platform.tenant.Caller;

/** Who uses tools: an agent, with the rights of a user. */
public record ToolUser(Caller who, AccessToken token, String agentRole, long agentVersion) {}
