package dev.spectrum.platform.testing;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint as the code has it.
 *
 * @param method of HTTP
 * @param path with its templates, such as {@code /api/v1/agents/{id}}
 * @param role who may call it, by the lowest of the roles, or by several joined by commas; {@link #OPEN} for everybody, {@link #UNSAID} if the code does not
 *     say
 * @param mediaType of the body that it takes, the first of several
 */
public record Endpoint(String method, String path, String role, String mediaType) {

    public static final String OPEN = "everybody";
    public static final String UNSAID = "nobody said who";

    private static final String WS = "jakarta.ws.rs.";
    private static final String SECURITY = "jakarta.annotation.security.";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** Every JAX-RS resource method in these classes; tests' own are left out. */
    public static List<Endpoint> in(String packageName) {
        List<Endpoint> found = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packageName)) {
            if (type.isAnnotatedWith(WS + "Path") && !type.isInterface()) {
                type.getMethods().forEach(method -> of(type, method).ifPresent(found::add));
            }
        }
        found.sort(Comparator.comparing(Endpoint::path).thenComparing(endpoint -> METHODS.indexOf(endpoint.method())));
        return found;
    }

    private static Optional<Endpoint> of(JavaClass type, JavaMethod method) {
        return METHODS.stream()
                .filter(name -> method.isAnnotatedWith(WS + name))
                .findFirst()
                .map(name -> new Endpoint(
                        name,
                        joined(value(type, WS + "Path"), value(method, WS + "Path")),
                        role(type, method),
                        value(method, WS + "Consumes")
                                .or(() -> value(type, WS + "Consumes"))
                                .map(types -> types.replaceFirst(",.*", ""))
                                .orElse("application/json")));
    }

    private static String role(JavaClass type, JavaMethod method) {
        if (method.isAnnotatedWith(SECURITY + "PermitAll")) {
            return OPEN;
        }
        return value(method, SECURITY + "RolesAllowed")
                .or(() -> value(type, SECURITY + "RolesAllowed"))
                .orElse(type.isAnnotatedWith(SECURITY + "PermitAll") ? OPEN : UNSAID);
    }

    /** Text, or texts joined by commas. */
    private static Optional<String> value(HasAnnotations<?> annotated, String annotation) {
        for (JavaAnnotation<?> one : annotated.getAnnotations()) {
            if (one.getRawType().getName().equals(annotation)) {
                Object value = one.get("value").orElse("");
                return Optional.of(
                        value instanceof Object[] values
                                ? String.join(
                                        ", ",
                                        List.of(values).stream()
                                                .map(Object::toString)
                                                .toList())
                                : value.toString());
            }
        }
        return Optional.empty();
    }

    private static String joined(Optional<String> ofClass, Optional<String> ofMethod) {
        String path = "/" + ofClass.orElse("") + "/" + ofMethod.orElse("");
        String plain = path.replaceAll("/+", "/").replaceAll("\\{\\s*(\\w+)\\s*:[^{}]*(\\{[^{}]*}[^{}]*)*}", "{$1}");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    List<String> roles() {
        return List.of(role.split(", ", -1));
    }

    public boolean hasId() {
        return path.contains("{");
    }

    /** As it stands in the table of roles. */
    String row() {
        return "| " + method + " | " + path + " | " + role + " |";
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
