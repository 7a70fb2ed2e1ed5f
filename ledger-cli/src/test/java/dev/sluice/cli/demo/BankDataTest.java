package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class BankDataTest {

    @Test
    void has_the_postings_and_accounts_that_the_demo_promises() throws IOException {
        var contents = BankData.file().check();

        assertThat(contents.postings()).isEqualTo(47_527);
        assertThat(contents.accounts()).hasSize(1_201).allMatch(account -> account.startsWith("bank-"));
    }
}
