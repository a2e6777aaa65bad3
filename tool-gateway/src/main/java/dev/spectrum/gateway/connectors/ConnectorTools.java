package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.connectors.format.VendorTool;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The tools of the vendors that a tenant is connected to. Where a tenant has several connections to a vendor, the oldest is
 * used unless a call names another. Where several connections could take the native tools' place, the newest does.
 */
@ApplicationScoped
public class ConnectorTools implements ToolSource {

    /** More than there are connectors. */
    private static final int MOST_OFFERS = 500;

    private final ConnectorCatalogue connectors;
    private final VendorCalls calls;
    // Keyed by the connector as it was read: a file that changes has new tools.
    private final LoadingCache<VendorConnector, Offer> offers;

    ConnectorTools(ConnectorCatalogue connectors, VendorCalls calls, ObjectMapper json) {
        this.connectors = connectors;
        this.calls = calls;
        this.offers = Caffeine.newBuilder()
                .weakKeys()
                .maximumSize(MOST_OFFERS)
                .build(connector -> Offer.of(connector, calls, json));
    }

    /**
     * A connector's tools, ready made for all tenants.
     *
     * @param alone for tenants with one connection
     * @param chosen for those with several
     * @param inRole those of the interface that it implements
     */
    private record Offer(List<CatalogueTool> alone, List<CatalogueTool> chosen, List<CatalogueTool> inRole) {

        static Offer of(VendorConnector connector, VendorCalls calls, ObjectMapper json) {
            List<CatalogueTool> alone = new ArrayList<>();
            List<CatalogueTool> chosen = new ArrayList<>();
            List<CatalogueTool> inRole = new ArrayList<>();
            for (VendorTool tool : connector.tools()) {
                if (tool.ofInterface()) {
                    inRole.add(ConnectorTool.of(connector, tool, calls, json));
                } else {
                    alone.add(ConnectorTool.of(connector, tool, calls, json));
                    chosen.add(ConnectorTool.withChoice(connector, tool, calls, json));
                }
            }
            return new Offer(List.copyOf(alone), List.copyOf(chosen), List.copyOf(inRole));
        }
    }

    @Override
    public Uni<List<CatalogueTool>> tools(UUID tenantId) {
        return calls.active(tenantId).map(this::offered);
    }

    @Override
    public Uni<Set<String>> insteadOfNative(UUID tenantId) {
        return calls.active(tenantId).map(active -> Set.copyOf(inRole(active).keySet()));
    }

    private List<CatalogueTool> offered(List<Connection> active) {
        Map<String, Long> connections =
                active.stream().collect(Collectors.groupingBy(Connection::connector, Collectors.counting()));
        List<CatalogueTool> offered = new ArrayList<>();
        connections.forEach((name, count) -> connectors
                .find(name)
                .map(offers::get)
                .map(offer -> count > 1 ? offer.chosen() : offer.alone())
                .ifPresent(offered::addAll));
        inRole(active)
                .values()
                .forEach(connector -> offered.addAll(offers.get(connector).inRole()));
        return offered;
    }

    /** By the interface that each implements. */
    private Map<String, VendorConnector> inRole(List<Connection> active) {
        Map<String, VendorConnector> holders = new HashMap<>();
        for (Connection connection : active) {
            connectors
                    .find(connection.connector())
                    .filter(connector -> calls.hasRole(connector, connection))
                    .ifPresent(connector -> connector.role().ifPresent(role -> holders.put(role, connector)));
        }
        return holders;
    }
}
