package dev.spectrum.outreach.settings.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.senders.domain.Channel;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutreachSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "AUTOPILOT, AUTOPILOT, AUTOPILOT, AUTOPILOT",
        "CO_PILOT, AUTOPILOT, AUTOPILOT, CO_PILOT",
        "AUTOPILOT, CO_PILOT, AUTOPILOT, CO_PILOT",
        "AUTOPILOT, AUTOPILOT, CO_PILOT, CO_PILOT",
        "MANUAL, CO_PILOT, AUTOPILOT, MANUAL",
        "AUTOPILOT, MANUAL, CO_PILOT, MANUAL",
        "CO_PILOT, AUTOPILOT, MANUAL, MANUAL"
    })
    void theStrictestOfTenantChannelAndCampaignCounts(
            PermissionMode tenant, PermissionMode email, PermissionMode campaign, PermissionMode expected) {
        OutreachSettings settings = new OutreachSettings(
                "", tenant, Map.of(Channel.EMAIL, email), 72, Optional.empty(), Optional.empty(), 0);
        assertThat(settings.mode(campaign, Channel.EMAIL)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"SMS, AUTOPILOT", "EMAIL, MANUAL"})
    void whatIsSaidOfOneChannelHoldsForNoOther(Channel channel, PermissionMode expected) {
        OutreachSettings settings = new OutreachSettings(
                "",
                PermissionMode.AUTOPILOT,
                Map.of(Channel.EMAIL, PermissionMode.MANUAL),
                72,
                Optional.empty(),
                Optional.empty(),
                0);
        assertThat(settings.mode(PermissionMode.AUTOPILOT, channel)).isEqualTo(expected);
    }
}
