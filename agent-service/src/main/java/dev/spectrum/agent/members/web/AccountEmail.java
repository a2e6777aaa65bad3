package dev.spectrum.agent.members.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An address that the identity provider makes an account of: at most 254 characters, ASCII before the @. */
@NotBlank
@Email
@Size(max = 254)
@Pattern(regexp = "\\p{ASCII}*@.*|[^@]*", message = "must have nothing but ASCII characters before the @")
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
public @interface AccountEmail {

    String message() default "must be an email address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
