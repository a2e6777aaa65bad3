package dev.spectrum.agent.whitelabel.domain;

/**
 * What a tenant calls the product before its own people and customers, and how it looks. Blank where it has not said.
 *
 * @param brandName whose product it is; the variable {@code brand_name}
 * @param productName the variable {@code product_name}
 * @param supportEmail where its people turn for help; the variable {@code support_email}
 * @param logoUrl for clients to show
 * @param color for clients to show, such as {@code #2563eb}
 * @param version counts changes, from 0
 */
public record WhiteLabel(
        String brandName, String productName, String supportEmail, String logoUrl, String color, long version) {

    /** Of a tenant that has said nothing. */
    public static final WhiteLabel NONE = new WhiteLabel("", "", "", "", "", 0);
}
