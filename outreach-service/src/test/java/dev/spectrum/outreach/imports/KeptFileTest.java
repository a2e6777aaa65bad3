package dev.spectrum.outreach.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptFileTest {

    private final List<Integer> asked = new ArrayList<>();

    @Test
    void isReadPartByPartAndNoPartTwice() throws Exception {
        KeptFile file = new KeptFile(number -> {
            asked.add(number);
            return number < 3
                    ? Optional.of(("part " + number + ";").getBytes(StandardCharsets.UTF_8))
                    : Optional.empty();
        });
        assertThat(file.read()).isEqualTo('p');
        assertThat(asked).containsExactly(0);
        assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("art 0;part 1;part 2;");
        assertThat(asked.subList(0, 4)).containsExactly(0, 1, 2, 3);
        assertThat(file.read()).isEqualTo(-1);
    }

    @Test
    void aPartThatCanNotBeReadIsAnError() {
        KeptFile file = new KeptFile(number -> {
            throw new InterruptedException("the database is away");
        });
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasRootCauseMessage("the database is away");
    }
}
