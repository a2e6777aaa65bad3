package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/chat/send                                      | CONVERSATION_SERVICE
            /api/chat/runs/1/events                             | CONVERSATION_SERVICE
            /api/v1/chat/send                                   | CONVERSATION_SERVICE
            /api/v1/attachments                                 | CONVERSATION_SERVICE
            /api/v1/conversations                               | CONVERSATION_SERVICE
            /api/v1/conversations/                              | CONVERSATION_SERVICE
            /api/v1/conversations/1/messages                    | CONVERSATION_SERVICE
            /api/v1/feedback                                    | CONVERSATION_SERVICE
            /api/v1/users/1/data                                | CONVERSATION_SERVICE
            /api/v1/messages/1/feedback                         | CONVERSATION_SERVICE
            /api/v1/memories/search                             | CONVERSATION_SERVICE
            /v1/chat/completions                                | CONVERSATION_SERVICE
            /v1/models                                          | CONVERSATION_SERVICE
            /mcp                                                | TOOL_GATEWAY
            /mcp/agents/sales                                   | TOOL_GATEWAY
            /.well-known/oauth-protected-resource               | TOOL_GATEWAY
            /.well-known/oauth-protected-resource/mcp/agents/x  | TOOL_GATEWAY
            /api/v1/tools/send_email/call                       | TOOL_GATEWAY
            /api/v1/tool-calls                                  | TOOL_GATEWAY
            /api/v1/connectors                                  | TOOL_GATEWAY
            /api/v1/connections/1/test                          | TOOL_GATEWAY
            /api/v1/upstreams                                   | TOOL_GATEWAY
            /api/v1/webhooks/stripe/1                           | TOOL_GATEWAY
            /api/v1/leads                                       | OUTREACH_SERVICE
            /api/v1/leads/import                                | OUTREACH_SERVICE
            /api/v1/campaigns                                   | OUTREACH_SERVICE
            /api/v1/campaigns/1/launch                          | OUTREACH_SERVICE
            /api/v1/campaigns/generated                         | OUTREACH_SERVICE
            /api/v1/sequences                                   | OUTREACH_SERVICE
            /api/v1/senders                                     | OUTREACH_SERVICE
            /api/v1/approvals/1/approve                         | OUTREACH_SERVICE
            /api/v1/suppressions                                | OUTREACH_SERVICE
            /api/v1/replies/1/answer                            | OUTREACH_SERVICE
            /api/v1/activities                                  | OUTREACH_SERVICE
            /api/v1/touches/1                                   | OUTREACH_SERVICE
            /api/v1/reports/funnel                              | OUTREACH_SERVICE
            /unsubscribe/token                                  | OUTREACH_SERVICE
            /t/token                                            | OUTREACH_SERVICE
            /api/v1/templates/1                                 | OUTREACH_SERVICE
            /api/v1/outreach-settings                           | OUTREACH_SERVICE
            /api/v1/campaigns/generate                          | AGENT_SERVICE
            /api/v1/campaigns/generate/1                        | AGENT_SERVICE
            /api/v1/agents/1/render                             | AGENT_SERVICE
            /api/v1/prompts                                     | AGENT_SERVICE
            /api/v1/actions/1/resolve                           | AGENT_SERVICE
            /api/v1/brokers/1/values                            | AGENT_SERVICE
            /api/v1/shortcuts                                   | AGENT_SERVICE
            /api/v1/cartridges/search                           | AGENT_SERVICE
            /api/v1/knowledge                                   | AGENT_SERVICE
            /api/v1/skills/icp/run                              | AGENT_SERVICE
            /api/v1/onboarding/analyze                          | AGENT_SERVICE
            /api/v1/runs                                        | AGENT_SERVICE
            /api/v1/budget                                      | AGENT_SERVICE
            /api/v1/experiments                                 | AGENT_SERVICE
            /api/v1/network                                     | AGENT_SERVICE
            /api/v1/company                                     | AGENT_SERVICE
            /api/v1/white-label                                 | AGENT_SERVICE
            /api/v1/tenants                                     | AGENT_SERVICE
            /api/v1/members                                     | AGENT_SERVICE
            /api/v1/changes                                     | AGENT_SERVICE
            /api/v1/changes/tools                               | TOOL_GATEWAY
            /api/v1/changes/outreach                            | OUTREACH_SERVICE
            /auth/realms/spectrum                               | KEYCLOAK
            """)
    void sendsEveryPathToItsOwner(String path, Backend owner) {
        assertThat(Routes.backendOf(path)).contains(owner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v1/health",
                "/api/v1/leadsX",
                "/api/v1/lead",
                "/api/v1/Leads",
                "/api/v2/leads",
                "/api/chats",
                "/v1x/models",
                "/mcpx",
                "/authx",
                "/unsubscribe-all",
                "/tx",
                "/.well-known/openid-configuration",
                "/.well-known/oauth-protected-resources",
                "/q/metrics",
                "/q/health/ready",
                "/q/openapi",
                "/metrics",
                "/favicon.ico"
            })
    void knowsNothingElse(String path) {
        assertThat(Routes.backendOf(path)).isEmpty();
    }
}
