package dev.spectrum.agent.whitelabel.db;

import dev.spectrum.agent.whitelabel.domain.WhiteLabel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UpdateTimestamp;

@Entity
@Table(name = "white_label")
class WhiteLabelRow {

    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "brand_name")
    String brandName;

    @Column(name = "product_name")
    String productName;

    @Column(name = "support_email")
    String supportEmail;

    @Column(name = "logo_url")
    String logoUrl;

    String color;

    @Version
    long version;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    void put(WhiteLabel whiteLabel) {
        brandName = whiteLabel.brandName();
        productName = whiteLabel.productName();
        supportEmail = whiteLabel.supportEmail();
        logoUrl = whiteLabel.logoUrl();
        color = whiteLabel.color();
    }

    WhiteLabel toWhiteLabel() {
        return new WhiteLabel(brandName, productName, supportEmail, logoUrl, color, version);
    }
}
