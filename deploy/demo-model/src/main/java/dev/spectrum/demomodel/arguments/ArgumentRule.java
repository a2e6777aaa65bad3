package dev.spectrum.demomodel.arguments;

import java.util.Optional;

/** One reason why a property has a certain value. The text is fitted to the property's JSON type afterwards. */
interface ArgumentRule {

    Optional<String> value(Property property, Facts facts);
}
